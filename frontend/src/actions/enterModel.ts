import { findNode, titleOf } from "../document/graph";
import { modelsOf } from "../document/nestedModels";
import type { NodeId } from "../document/types";
import { modelAt, useDocument, whileOpen } from "../state/document";
import { hideToast, showToast } from "../state/toast";
import { select } from "../state/view";

/** The ways into nested models and out of them. */

/** Shows the graph of the nested model that a node calls; gives back whether the node calls one. */
export function enterModel(id: NodeId): boolean {
  const { document, whole, way, enter } = useDocument.getState();
  const name = modelAt(id);
  if (name === null) return false;
  const entry = modelsOf(whole)[name];
  if (entry?.graph) {
    hideToast();
    enter([...way, name]);
    return true;
  }
  const node = findNode(document, id);
  const values = { name: node === undefined ? name : titleOf(document, node) };
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

/** Leaves the open nested model; the call it was entered by is selected then. Gives back whether there was one. */
export function leaveModel(): boolean {
  const { way, enter } = useDocument.getState();
  const last = way.at(-1);
  if (last === undefined) return false;
  hideToast();
  enter(way.slice(0, -1));
  const { document } = useDocument.getState();
  const call = (document.graph?.nodes ?? []).find((node) => node.kind === "model" && node.model === last);
  if (call !== undefined) select([call.id]);
  return true;
}
