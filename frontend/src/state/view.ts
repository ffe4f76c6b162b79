import type { Where } from "@schema";
import { create } from "zustand";
import { edgeKey } from "../document/equal";
import { edgesOf, findNode } from "../document/graph";
import { wayTo } from "../document/nestedModels";
import { type NoteId, notesOf } from "../document/notes";
import type { NodeId } from "../document/types";
import { openModel, useDocument } from "./document";
import { readKept, writeKept } from "./localStorage";

export type Side = "palette" | "inspector" | "dock";

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
  writing: NoteId | null;
  /** The selected wire, as its `edgeKey`. */
  edge: string | null;
  hovered: NodeId | null;
  /** A place to bring into view; `turn` makes asking twice for the same place two requests. */
  wanted: { node: NodeId; turn: number } | null;
  /** Counts the arranges, so that the canvas shows the whole graph after each. */
  arranged: number;
  folded: Readonly<Record<Side, boolean>>;
  dockTab: string;
  /** Whether the panels below take most of the page. */
  dockLarge: boolean;
  /** The tab of the dock that a key led into, until the keyboard is there. */
  entering: string | null;
  /** The part of the canvas that is seen, in canvas units. */
  visible: { x: number; y: number; width: number; height: number };
}

export const useView = create<ViewState>(() => ({
  nodes: [],
  notes: [],
  writing: null,
  edge: null,
  hovered: null,
  wanted: null,
  arranged: 0,
  folded: keptFolds(),
  dockTab: "problems",
  dockLarge: false,
  entering: null,
  visible: { x: 0, y: 0, width: 800, height: 600 },
}));

export function select(
  nodes: readonly NodeId[],
  edge: string | null = null,
  notes: readonly NoteId[] = [],
): void {
  const now = useView.getState();
  const next = { nodes: kept(now.nodes, nodes), edge, notes: kept(now.notes, notes) };
  if (next.nodes !== now.nodes || next.edge !== now.edge || next.notes !== now.notes) useView.setState(next);
}

/** The list as it was, where it holds the same: nothing is drawn anew for it. */
function kept(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.length === after.length && before.every((id, place) => id === after[place]) ? before : after;
}

/** Selects a node and brings it into view. */
export function reveal(node: NodeId): void {
  select([node]);
  bringIntoView(node);
}

export function bringIntoView(node: NodeId): void {
  useView.setState((state) => ({ wanted: { node, turn: (state.wanted?.turn ?? 0) + 1 } }));
}

/** Goes to where a problem is, into the nested model where it is in one. */
export function focusPlace(where: Where): void {
  goTo(where.model ?? null);
  const node = where.node ?? where.edge?.target;
  if (node === undefined || node === null) return;
  reveal(node);
  if (where.edge !== null && where.edge !== undefined) select([], edgeKey(where.edge));
}

/** Shows the graph of a nested model, `null` for the document's own. */
export function goTo(model: string | null): void {
  const { whole, enter } = useDocument.getState();
  if (openModel(useDocument.getState()) === model) return;
  select([]);
  enter(model === null ? [] : wayTo(whole, model));
}

const OTHER: Partial<Record<Side, Side>> = { palette: "inspector", inspector: "palette" };

/** Folds or unfolds a part of the page. On a narrow page the sides lie over the canvas: one at a time. */
export function setFolded(side: Side, folded: boolean): void {
  const narrow = NARROW.matches;
  const other = OTHER[side];
  if (!(side === "dock" ? LOW : NARROW).matches) writeKept(`folded.${side}`, folded ? "yes" : "no");
  useView.setState((state) => ({
    folded: {
      ...state.folded,
      ...(narrow && !folded && other !== undefined ? { [other]: true } : {}),
      [side]: folded,
    },
  }));
}

function keptFolds(): Record<Side, boolean> {
  const kept = (side: Side) => readKept(`folded.${side}`) === "yes";
  const narrow = NARROW.matches;
  return {
    palette: narrow || kept("palette"),
    inspector: narrow || kept("inspector"),
    dock: LOW.matches || kept("dock"),
  };
}

for (const size of [NARROW, LOW]) {
  size.addEventListener("change", () => useView.setState({ folded: keptFolds() }));
}

/** Opens a tab of the dock, and puts the keyboard into it. */
export function enterTab(tab: string): void {
  showTab(tab);
  useView.setState({ entering: tab });
}

/** Gives the panels below most of the page, or their own height again. */
export function setDockLarge(dockLarge: boolean): void {
  if (dockLarge) setFolded("dock", false);
  useView.setState({ dockLarge });
}

/** Opens a tab of the dock. */
export function showTab(tab: string): void {
  if (useView.getState().folded.dock) setFolded("dock", false);
  useView.setState({ dockTab: tab });
}

// What an edit or an undo took away cannot stay selected.
useDocument.subscribe(({ document, way }, before) => {
  const { nodes, notes, hovered, edge } = useView.getState();
  // Ids are those of one graph: in another they are other nodes.
  if (openModel({ way }) !== openModel(before)) {
    useView.setState({ nodes: [], notes: [], writing: null, edge: null, hovered: null });
    return;
  }
  if (edge !== null && !edgesOf(document).some((each) => edgeKey(each) === edge)) {
    useView.setState({ edge: null });
  }
  const gone = (id: NodeId) => findNode(document, id) === undefined;
  if (nodes.some(gone)) useView.setState({ nodes: nodes.filter((id) => !gone(id)) });
  const erased = (id: NoteId) => notesOf(document)[id] === undefined;
  if (notes.some(erased)) useView.setState({ notes: notes.filter((id) => !erased(id)) });
  if (hovered !== null && gone(hovered)) useView.setState({ hovered: null });
});
