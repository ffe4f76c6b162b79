import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { type Handler, registerHandlers } from "../../commands/handlers";
import type { CommandId } from "../../commands/registry";
import { type Alignment, aligned, type Box, leastFor } from "../../document/layout/align";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../../document/layout/positions";
import { noteMoves, notesOf } from "../../document/notes";
import type { NodeId, Position } from "../../document/types";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { flowNoteId } from "../notes/flowNotes";

const ALIGNMENTS: readonly Alignment[] = [
  "alignLeft",
  "alignCenter",
  "alignRight",
  "alignTop",
  "alignMiddle",
  "alignBottom",
  "distributeAcross",
  "distributeDown",
];

type MeasuredNodes = ReadonlyMap<string, { measured?: { width?: number; height?: number } }>;

/** Registers the commands that align the selection, by the measured sides of the nodes. */
export function useAlignCommands(): void {
  const store = useStoreApi();
  useEffect(() => {
    const handlers: Partial<Record<CommandId, Handler>> = {};
    for (const alignment of ALIGNMENTS) {
      handlers[`graph.${alignment}`] = {
        run: () => align(alignment, store.getState().nodeLookup),
        can: () => {
          const { nodes, notes } = useView.getState();
          return nodes.length + notes.length >= leastFor(alignment);
        },
      };
    }
    return registerHandlers(handlers);
  }, [store]);
}

function align(alignment: Alignment, measured: MeasuredNodes): void {
  const { openGraph, edit } = useDocument.getState();
  const { nodes, notes } = useView.getState();
  const current = positionsOf(openGraph);
  const boxes = nodes.flatMap((id): Box[] => {
    const position = current.get(id);
    const { width = NODE_WIDTH, height = NODE_HEIGHT } = measured.get(id)?.measured ?? {};
    return position === undefined ? [] : [{ id, ...position, width, height }];
  });
  const noteBoxes = notes.flatMap((id): Box[] => {
    const note = notesOf(openGraph)[id];
    return note === undefined ? [] : [{ ...note, id: flowNoteId(id) }];
  });
  const moved = aligned([...boxes, ...noteBoxes], alignment);
  const positions: Record<NodeId, Position> = {};
  const notePositions = new Map<string, Position>();
  for (const id of nodes) {
    const position = moved.get(id);
    if (position !== undefined) positions[id] = position;
  }
  for (const id of notes) {
    const position = moved.get(flowNoteId(id));
    if (position !== undefined) notePositions.set(id, position);
  }
  const moves = Object.keys(positions).length > 0 ? [{ type: "move" as const, positions }] : [];
  edit([...moves, ...noteMoves(openGraph, notePositions)]);
}
