import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { type Handler, provide } from "../../commands/handlers";
import type { CommandId } from "../../commands/registry";
import { type Alignment, aligned, type Box, leastFor } from "../../document/layout/align";
import { places } from "../../document/layout/positions";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import { noteMoves, notesOf } from "../../document/notes";
import type { NodeId, Position } from "../../document/types";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { flowId } from "../notes/flowNotes";

const WAYS: readonly Alignment[] = [
  "alignLeft",
  "alignCenter",
  "alignRight",
  "alignTop",
  "alignMiddle",
  "alignBottom",
  "distributeAcross",
  "distributeDown",
];

type Sizes = ReadonlyMap<string, { measured?: { width?: number; height?: number } }>;

/** The commands that line up what is selected, by its sides as they are drawn. */
export function useAligning(): void {
  const store = useStoreApi();
  useEffect(() => {
    const handlers: Partial<Record<CommandId, Handler>> = {};
    for (const how of WAYS) {
      handlers[`graph.${how}`] = {
        run: () => align(how, store.getState().nodeLookup),
        can: () => {
          const { nodes, notes } = useView.getState();
          return nodes.length + notes.length >= leastFor(how);
        },
      };
    }
    return provide(handlers);
  }, [store]);
}

function align(how: Alignment, drawn: Sizes): void {
  const { document, edit } = useDocument.getState();
  const { nodes, notes } = useView.getState();
  const at = places(document);
  const boxes = nodes.flatMap((id): Box[] => {
    const place = at.get(id);
    const { width = NODE_WIDTH, height = NODE_HEIGHT } = drawn.get(id)?.measured ?? {};
    return place === undefined ? [] : [{ id, ...place, width, height }];
  });
  const papers = notes.flatMap((id): Box[] => {
    const note = notesOf(document)[id];
    return note === undefined ? [] : [{ ...note, id: flowId(id) }];
  });
  const moved = aligned([...boxes, ...papers], how);
  const positions: Record<NodeId, Position> = {};
  const written = new Map<string, Position>();
  for (const id of nodes) {
    const place = moved.get(id);
    if (place !== undefined) positions[id] = place;
  }
  for (const id of notes) {
    const place = moved.get(flowId(id));
    if (place !== undefined) written.set(id, place);
  }
  const moves = Object.keys(positions).length > 0 ? [{ type: "move" as const, positions }] : [];
  edit([...moves, ...noteMoves(document, written)]);
}
