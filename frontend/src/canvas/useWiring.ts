import type { Connection, FinalConnectionState, HandleType } from "@xyflow/react";
import { useCallback } from "react";
import { findNode, reaches, titleOf } from "../document/graph";
import { inputSlots, readSlot } from "../document/slots";
import type { Edit, NodeId } from "../document/types";
import { connectEdits, disconnectEdits, type LooseWire } from "../document/wiring";
import { useCatalog } from "../store/catalog";
import { useDocument } from "../store/document";
import { hush, say } from "../store/notes";
import { beginWire, beginWireBack, endWire, useWire } from "../store/wire";
import type { FlowEdge } from "./flowNodes";
import { fits } from "./Ring";

interface Start {
  nodeId: string | null;
  handleId: string | null;
  handleType: HandleType | null;
}

/** The gestures that make wires. `dropped` is told of a wire that was let go over empty canvas. */
export function useWiring(dropped: (at: { x: number; y: number }) => void) {
  const onConnectStart = useCallback((_event: unknown, { nodeId, handleId, handleType }: Start) => {
    if (nodeId === null || handleId === null) return;
    hush();
    if (handleType === "source") beginWire({ source: nodeId, sourceOutput: outputOf(handleId) });
    else beginWireBack(nodeId, readSlot(handleId).port);
  }, []);

  const onConnect = useCallback((connection: Connection) => {
    connectTo(wireOf(connection), connection.target, connection.targetHandle);
  }, []);

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const at = pointOf(event);
      const below = document.elementFromPoint(at.x, at.y);
      if (state.isValid || state.toHandle !== null) {
        if (!state.isValid && state.toHandle !== null) offerAnyway(state.toHandle);
        return endWire();
      }
      const node = below?.closest(".react-flow__node")?.getAttribute("data-id");
      const { wire } = useWire.getState();
      if (node && wire !== null) {
        endWire();
        connectTo(wire, node, null);
      } else if (!node && below?.closest(".react-flow__pane")) dropped(at);
      else endWire();
    },
    [dropped],
  );

  const isValidConnection = useCallback((connection: Connection | FlowEdge) => {
    const { port } = readSlot(connection.targetHandle ?? "");
    return fits(connection.source, connection.target, port, useWire.getState().ports);
  }, []);

  const onReconnect = useCallback((old: FlowEdge, connection: Connection) => {
    const { document: drawn, edit } = useDocument.getState();
    const { catalog } = useCatalog.getState();
    const target = findNode(drawn, connection.target);
    if (catalog === null || target === undefined || old.data === undefined) return;
    const { port } = readSlot(connection.targetHandle ?? "");
    const away = disconnectEdits(drawn, old.data.wire, findNode(drawn, old.target), catalog);
    edit([...away, ...connectEdits(drawn, wireOf(connection), target, port, catalog)]);
    endWire();
  }, []);

  return { onConnectStart, onConnect, onConnectEnd, isValidConnection, onReconnect };
}

/** A ring that the server ruled out: a wire there is a problem, which says why and how it is mended. */
function offerAnyway({ nodeId, id, type }: { nodeId: NodeId; id?: string | null; type: HandleType }): void {
  const { wire, ports } = useWire.getState();
  const { document: drawn } = useDocument.getState();
  const node = findNode(drawn, nodeId);
  if (wire === null || ports === null || node === undefined || type !== "target") return;
  if (reaches(drawn, nodeId, wire.source)) return;
  say({
    key: "wire.refused",
    values: { node: titleOf(drawn, node) },
    ask: { key: "wire.anyway", onPick: () => connectTo(wire, nodeId, id ?? null) },
  });
}

/** Wires an output to a ring, or, where no ring is named, to the first free one that takes it. */
export function connectTo(wire: LooseWire, target: NodeId, handle: string | null): boolean {
  const edits = connecting(wire, target, handle);
  useDocument.getState().edit(edits);
  return edits.length > 0;
}

function connecting(wire: LooseWire, id: NodeId, handle: string | null): Edit[] {
  const { document: drawn } = useDocument.getState();
  const { catalog } = useCatalog.getState();
  const target = findNode(drawn, id);
  if (catalog === null || target === undefined) return [];
  if (handle !== null) {
    const { port, place } = readSlot(handle);
    return connectEdits(drawn, wire, target, port, catalog, place ?? undefined);
  }
  const slots = inputSlots(drawn, target, catalog).filter((slot) => fits(wire.source, id, slot.port, null));
  const slot = slots.find((each) => each.free) ?? slots[0];
  return slot === undefined ? [] : connectEdits(drawn, wire, target, slot.port, catalog);
}

function wireOf(connection: Connection): LooseWire {
  return { source: connection.source, sourceOutput: outputOf(connection.sourceHandle ?? "") };
}

function outputOf(handle: string): number {
  return Number(handle.split("|")[1] ?? 0);
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
