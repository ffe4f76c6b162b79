import { isFrozenCall } from "../document/display/nodeFace";
import { freezeEdits, nodesUpTo, type TrainedNode, trainedNodes } from "../document/selection";
import { nodeReports, useCheck } from "../state/check";
import { openModel, useDocument } from "../state/document";
import { showToast } from "../state/toast";
import { useView } from "../state/view";

/** Freezing for transfer learning: what is frozen keeps its weights while the rest is trained. */

/** The selected layers and nested models that have weights, as far as it is known. */
export function freezable(): TrainedNode[] {
  return withWeights(trainedNodes(useDocument.getState().openGraph, useView.getState().nodes));
}

/** Whether all that could be frozen of the selection is. */
export function areFrozen(): boolean {
  const nodes = freezable();
  return nodes.length > 0 && nodes.every(isFrozenCall);
}

/** Freezes the selected layers; trains them again where all are frozen. */
export function toggleFrozen(): void {
  setFrozen(freezable(), !areFrozen());
}

/** Freezes the selected layers and all that lead to them. */
export function freezeUpTo(): void {
  const nodes = withWeights(nodesUpTo(useDocument.getState().openGraph, useView.getState().nodes));
  setFrozen(nodes, true);
  showToast({ key: "gestures:many.frozenNow", values: { count: nodes.length } });
}

export function setFrozen(nodes: readonly TrainedNode[], frozen: boolean): void {
  useDocument.getState().edit(freezeEdits(nodes, frozen));
}

/** A layer that is known to have no weights needs no freezing. */
function withWeights(nodes: readonly TrainedNode[]): TrainedNode[] {
  const reports = nodeReports(useCheck.getState().report, openModel(useDocument.getState()));
  return nodes.filter(({ id }) => (reports?.[id]?.params ?? 1) > 0);
}
