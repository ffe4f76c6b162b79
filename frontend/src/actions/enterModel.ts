import { findNode, titleOf } from "../document/graph";
import { modelsOf } from "../document/nestedModels";
import type { NodeId } from "../document/types";
import { modelAt, useDocument, whileOpen } from "../state/document";
import { hideToast, showToast } from "../state/toast";
import { select } from "../state/view";

/** The ways into nested models and out of them. */

/** Shows the graph of the nested model that a node calls; returns whether the node calls one. */
export function enterModel(id: NodeId): boolean {
  const { openGraph, document, modelPath, enter } = useDocument.getState();
  const name = modelAt(id);
  if (name === null) return false;
  const entry = modelsOf(document)[name];
  if (entry?.graph) {
    hideToast();
    enter([...modelPath, name]);
    return true;
  }
  const node = findNode(openGraph, id);
  const values = { name: node === undefined ? name : titleOf(openGraph, node) };
  const isOpen = whileOpen();
  showToast({
    key: entry?.run ? "nested.closedRun" : "nested.closedApplication",
    values,
    action: {
      key: "nested.open",
      onPick: () =>
        void import("./nestedModels").then(({ expandModel }) => (isOpen() ? expandModel(name) : undefined)),
    },
  });
  return true;
}

/** Leaves the open nested model; the call it was entered by is selected then. Returns whether there was one. */
export function leaveModel(): boolean {
  const { modelPath, enter } = useDocument.getState();
  const last = modelPath.at(-1);
  if (last === undefined) return false;
  hideToast();
  enter(modelPath.slice(0, -1));
  const { openGraph } = useDocument.getState();
  const call = (openGraph.graph?.nodes ?? []).find((node) => node.kind === "model" && node.model === last);
  if (call !== undefined) select([call.id]);
  return true;
}
