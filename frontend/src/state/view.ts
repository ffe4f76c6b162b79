import type { Where } from "@schema";
import { create } from "zustand";
import { edgeKey } from "../document/equal";
import { edgesOf, findNode } from "../document/graph";
import { pathTo } from "../document/nestedModels";
import { type NoteId, notesOf } from "../document/notes";
import type { NodeId } from "../document/types";
import { openModel, useDocument } from "./document";
import { readStored, writeStored } from "./localStorage";

export type Pane = "palette" | "inspector" | "dock";

/** Below this the sides are drawers; the style sheets know the same number. */
const NARROW = matchMedia("(max-width: 900px)");
/** Twice enlarged, a usual page is as low as this: what lies below the canvas would leave nothing of it. */
const LOW = matchMedia("(max-height: 560px)");

/** Whether the sides are drawers that lie on the canvas. */
export function isNarrow(): boolean {
  return NARROW.matches;
}

interface ViewState {
  nodes: readonly NodeId[];
  /** The selected notes. */
  notes: readonly NoteId[];
  /** The note whose text is being written. */
  editedNote: NoteId | null;
  /** The selected wire, as its `edgeKey`. */
  edge: string | null;
  hovered: NodeId | null;
  /** A node to bring into view, and to focus; `turn` makes asking twice for the same node two requests. */
  scrollTarget: { node: NodeId; focus: boolean; turn: number } | null;
  /** Counts the arranges, so that the canvas shows the whole graph after each. */
  arrangeCount: number;
  collapsed: Readonly<Record<Pane, boolean>>;
  dockTab: string;
  /** Whether the panels below take most of the page. */
  dockLarge: boolean;
  /** Whether the canvas alone is shown, read-only. */
  presenting: boolean;
  /** The tab of the dock that a key led into, until the keyboard is there. */
  focusedTab: string | null;
  /** The part of the canvas that is seen, in canvas units. */
  viewport: { x: number; y: number; width: number; height: number };
}

export const useView = create<ViewState>(() => ({
  nodes: [],
  notes: [],
  editedNote: null,
  edge: null,
  hovered: null,
  scrollTarget: null,
  arrangeCount: 0,
  collapsed: storedCollapsed(),
  dockTab: "problems",
  dockLarge: false,
  presenting: false,
  focusedTab: null,
  viewport: { x: 0, y: 0, width: 800, height: 600 },
}));

export function select(
  nodes: readonly NodeId[],
  edge: string | null = null,
  notes: readonly NoteId[] = [],
): void {
  const now = useView.getState();
  const next = { nodes: reuseEqual(now.nodes, nodes), edge, notes: reuseEqual(now.notes, notes) };
  if (next.nodes !== now.nodes || next.edge !== now.edge || next.notes !== now.notes) useView.setState(next);
}

/** The list as it was, where it holds the same: nothing is rendered again for it. */
function reuseEqual(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.length === after.length && before.every((id, index) => id === after[index]) ? before : after;
}

/** Selects a node and brings it into view. */
export function reveal(node: NodeId): void {
  select([node]);
  scrollIntoView(node);
}

export function scrollIntoView(node: NodeId, focus = false): void {
  useView.setState((state) => ({ scrollTarget: { node, focus, turn: (state.scrollTarget?.turn ?? 0) + 1 } }));
}

/** Goes to where a problem is, into the nested model where it is in one. */
export function focusLocation(where: Where): void {
  openModelGraph(where.model ?? null);
  const node = where.node ?? where.edge?.target;
  if (node === undefined || node === null) return;
  reveal(node);
  if (where.edge !== null && where.edge !== undefined) select([], edgeKey(where.edge));
}

/** Shows the graph of a nested model, `null` for the document's own. */
export function openModelGraph(model: string | null): void {
  const { document, enter } = useDocument.getState();
  if (openModel(useDocument.getState()) === model) return;
  select([]);
  enter(model === null ? [] : pathTo(document, model));
}

const OTHER: Partial<Record<Pane, Pane>> = { palette: "inspector", inspector: "palette" };

/** Folds or unfolds a part of the page, for good. On a narrow page the sides lie over the canvas: one at a time. */
export function setCollapsed(side: Pane, folded: boolean): void {
  if (!(side === "dock" ? LOW : NARROW).matches) writeStored(`folded.${side}`, folded ? "yes" : "no");
  collapse(side, folded);
}

function collapse(side: Pane, folded: boolean): void {
  const narrow = NARROW.matches;
  const other = OTHER[side];
  useView.setState((state) => ({
    collapsed: {
      ...state.collapsed,
      ...(narrow && !folded && other !== undefined ? { [other]: true } : {}),
      [side]: folded,
    },
  }));
}

function storedCollapsed(): Record<Pane, boolean> {
  const kept = (side: Pane) => readStored(`folded.${side}`) === "yes";
  const narrow = NARROW.matches;
  return {
    palette: narrow || kept("palette"),
    inspector: narrow || kept("inspector"),
    dock: LOW.matches || readStored("folded.dock") !== "no",
  };
}

/**
 * Unfolds the dock where it has something to say, unless somebody has folded it or the page is too low for both. Returns
 * whether it was unfolded.
 */
export function unfoldDock(): boolean {
  if (LOW.matches || readStored("folded.dock") === "yes" || !useView.getState().collapsed.dock) return false;
  collapse("dock", false);
  return true;
}

/** Folds the dock for another document, unless somebody wants it open. */
export function foldDock(): void {
  if (readStored("folded.dock") !== "no") collapse("dock", true);
}

for (const size of [NARROW, LOW]) {
  size.addEventListener("change", () =>
    useView.setState(({ collapsed: { dock } }) => {
      const stored = storedCollapsed();
      // Open because of what it has to say, it stays open.
      return { collapsed: { ...stored, dock: LOW.matches || (stored.dock && dock) } };
    }),
  );
}

/** Opens a tab of the dock, and puts the keyboard into it. */
export function focusDockTab(tab: string): void {
  showDockTab(tab);
  useView.setState({ focusedTab: tab });
}

/** Gives the panels below most of the page, or their own height again. */
export function setDockLarge(dockLarge: boolean): void {
  if (dockLarge) setCollapsed("dock", false);
  useView.setState({ dockLarge });
}

/** Opens a tab of the dock. */
export function showDockTab(tab: string): void {
  if (useView.getState().collapsed.dock) collapse("dock", false);
  useView.setState({ dockTab: tab });
}

// What an edit or an undo took away cannot stay selected.
useDocument.subscribe(({ openGraph, modelPath }, before) => {
  const { nodes, notes, hovered, edge } = useView.getState();
  // Ids are those of one graph: in another they are other nodes.
  if (openModel({ modelPath }) !== openModel(before)) {
    useView.setState({ nodes: [], notes: [], editedNote: null, edge: null, hovered: null });
    return;
  }
  if (edge !== null && !edgesOf(openGraph).some((each) => edgeKey(each) === edge)) {
    useView.setState({ edge: null });
  }
  const gone = (id: NodeId) => findNode(openGraph, id) === undefined;
  if (nodes.some(gone)) useView.setState({ nodes: nodes.filter((id) => !gone(id)) });
  const erased = (id: NoteId) => notesOf(openGraph)[id] === undefined;
  if (notes.some(erased)) useView.setState({ notes: notes.filter((id) => !erased(id)) });
  if (hovered !== null && gone(hovered)) useView.setState({ hovered: null });
});
