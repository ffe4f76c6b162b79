import type { Fix, Problem } from "@schema";
import { applyFix } from "../actions/applyFix";
import { copySelected, cutSelected, duplicate, pasteFromClipboard } from "../actions/clipboard";
import { enterModel, leaveModel } from "../actions/enterModel";
import { areFrozen, freezable, freezeUpTo, toggleFrozen } from "../actions/freeze";
import { callAgain, removeSelected, selectAll } from "../actions/graphActions";
import { nestSelected, unpack } from "../actions/nestedModels";
import { publishModel } from "../actions/publishModel";
import { bridgeEdits } from "../document/connect/bridge";
import { findNode } from "../document/graph";
import { nestable } from "../document/nesting/nestable";
import type { ModelName, Node, NodeId } from "../document/types";
import { fixTitle } from "../i18n/problemText";
import { problemsByNode, useCheck } from "../state/check";
import { modelAt, openModel, useDocument } from "../state/document";
import { hideToast, showToast, useToast } from "../state/toast";
import { focusLocation, select, useView } from "../state/view";
import { registerHandlers } from "./handlers";

/** The commands that change the document or the selection. */
export function registerEditCommands(): () => void {
  return registerHandlers({
    "edit.undo": {
      run: () => useDocument.getState().undo(),
      can: () => useDocument.getState().history.past.length > 0,
    },
    "edit.redo": {
      run: () => useDocument.getState().redo(),
      can: () => useDocument.getState().history.future.length > 0,
    },
    "edit.cut": { run: cutSelected, can: hasNodes },
    "edit.copy": { run: copySelected, can: hasNodes },
    "edit.paste": { run: () => void pasteFromClipboard() },
    "edit.duplicate": { run: duplicate, can: hasNodes },
    "edit.selectAll": { run: selectAll },
    "edit.selectNone": { run: selectNone, can: () => hasSelection() || useToast.getState().toast !== null },
    "edit.delete": { run: () => removeSelected(), can: hasSelection },
    "edit.deleteAndJoin": { run: () => removeSelected(true), can: hasSelection, offered: leavesAGap },
    "edit.fix": { run: fix, can: () => nextFix() !== null },
    "graph.callAgain": { run: withOnly(callAgain), can: canBeCalledAgain },
    "graph.enter": { run: withOnly(enterModel), can: () => calledByOnly() !== null },
    "graph.leave": { run: leaveModel, can: () => openModel(useDocument.getState()) !== null },
    "graph.nest": { run: nestSelected, offered: hasNestable },
    "graph.unpack": { run: withOnly((id) => void unpack(id)), can: () => calledByOnly() !== null },
    "graph.publish": { run: publishCalled, can: () => calledByOnly() !== null },
    "graph.freeze": { run: toggleFrozen, can: () => freezable().length > 0, on: areFrozen },
    "graph.freezeUpTo": { run: freezeUpTo, can: () => useView.getState().nodes.length > 0 },
  });
}

function hasNodes(): boolean {
  const { nodes, notes } = useView.getState();
  return nodes.length + notes.length > 0;
}

function hasSelection(): boolean {
  return hasNodes() || useView.getState().edge !== null;
}

/** Whether something that feeds the selected nodes could feed what they feed. */
function leavesAGap(): boolean {
  return bridgeEdits(useDocument.getState().openGraph, new Set(useView.getState().nodes)).edits.length > 0;
}

function hasNestable(): boolean {
  return nestable(useDocument.getState().openGraph, useView.getState().nodes).length > 0;
}

/** The one node that is selected. */
function onlyNode(): Node | undefined {
  const { nodes } = useView.getState();
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined
    ? findNode(useDocument.getState().openGraph, only)
    : undefined;
}

function withOnly(act: (id: NodeId) => unknown): () => unknown {
  return () => {
    const only = onlyNode();
    return only !== undefined && act(only.id);
  };
}

function canBeCalledAgain(): boolean {
  const kind = onlyNode()?.kind;
  return kind === "layer" || kind === "model" || kind === "shared";
}

function calledByOnly(): ModelName | null {
  const only = onlyNode();
  return only === undefined ? null : modelAt(only.id);
}

function publishCalled(): void {
  const name = calledByOnly();
  if (name !== null) void publishModel(name);
}

function selectNone(): void {
  hideToast();
  select([]);
}

/** The first fix of what is wrong at the selection; where nothing is, of what is wrong anywhere. */
function nextFix(): { problem: Problem; fix: Fix } | null {
  const { report } = useCheck.getState();
  const here = problemsByNode(report, openModel(useDocument.getState()));
  const selected = useView.getState().nodes.flatMap((id) => here.get(id) ?? []);
  for (const problem of [...selected, ...(report?.problems ?? [])]) {
    const [fix] = problem.fixes;
    if (fix !== undefined) return { problem, fix };
  }
  return null;
}

function fix(): void {
  const next = nextFix();
  if (next === null) return;
  focusLocation(next.problem.where);
  applyFix(next.problem, next.fix);
  showToast({ text: fixTitle(next.fix) });
}
