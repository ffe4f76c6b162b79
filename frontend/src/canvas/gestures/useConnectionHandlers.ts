import type { Connection, FinalConnectionState, HandleType } from "@xyflow/react";
import { useCallback, useRef } from "react";
import { applyEdits } from "../../document/applyEdit";
import { disconnectEdits, type PendingEdge } from "../../document/connect/connectEdits";
import { connectNodeEdits } from "../../document/connect/connectNode";
import { readSlot } from "../../document/connect/slots";
import { findNode, titleOf, upstreamOf } from "../../document/graph";
import type { Document, Edit, NodeId } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useDocument } from "../../state/document";
import { endEdge, startEdge, startEdgeFromInput, usePendingEdge } from "../../state/pendingEdge";
import { hideToast, showToast } from "../../state/toast";
import type { FlowEdge } from "../nodes/flowNodes";
import { canConnect } from "../nodes/PortHandle";
import { eventPoint } from "../useCanvasNodes";

interface ConnectStart {
  nodeId: string | null;
  handleId: string | null;
  handleType: HandleType | null;
}

/** React Flow's handlers for connecting. `onDropOnPane` is called when an edge is dropped on the empty canvas. */
export function useConnectionHandlers(onDropOnPane: (at: { x: number; y: number }) => void) {
  /** Set while the end of an edge is being dragged: then `onReconnectEnd` decides, not `onConnectEnd`. */
  const reconnecting = useRef(false);
  const onConnectStart = useCallback((_event: unknown, { nodeId, handleId, handleType }: ConnectStart) => {
    if (nodeId === null || handleId === null) return;
    hideToast();
    if (handleType === "source") startEdge({ source: nodeId, sourceOutput: outputIndex(handleId) });
    else startEdgeFromInput(nodeId, readSlot(handleId).port);
  }, []);

  const onConnect = useCallback((connection: Connection) => {
    connectTo(sourceOf(connection), connection.target, connection.targetHandle);
  }, []);

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const at = eventPoint(event);
      if (state.isValid || state.toHandle !== null) {
        if (!state.isValid && state.toHandle !== null) offerConnectAnyway(state.toHandle);
        return endEdge();
      }
      const node = nodeAt(at);
      const { fromOutput } = usePendingEdge.getState();
      if (reconnecting.current) return endEdge();
      if (node && fromOutput !== null) {
        endEdge();
        connectTo(fromOutput, node, null);
      } else if (!node && isOverPane(at)) onDropOnPane(at);
      else endEdge();
    },
    [onDropOnPane],
  );

  const isValidConnection = useCallback((connection: Connection | FlowEdge) => {
    const { port } = readSlot(connection.targetHandle ?? "");
    return canConnect(connection.source, connection.target, port, usePendingEdge.getState().acceptingPorts);
  }, []);

  const onReconnectStart = useCallback(() => {
    reconnecting.current = true;
  }, []);

  const onReconnect = useCallback((old: FlowEdge, { source, target, ...handles }: Connection) => {
    const { sourceHandle, targetHandle } = handles;
    const same = source === old.source && target === old.target && sourceHandle === old.sourceHandle;
    if (same && targetHandle === old.targetHandle) return;
    reconnect(old, { source, sourceOutput: outputIndex(sourceHandle ?? "") }, target, targetHandle);
  }, []);

  /** The end of an edge that is dropped on a node is connected to it; dropped on nothing, the edge is removed. */
  const onReconnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, old: FlowEdge, fixed: HandleType, state: FinalConnectionState) => {
      reconnecting.current = false;
      endEdge();
      if (state.isValid) return;
      const node = state.toHandle?.nodeId ?? nodeAt(eventPoint(event));
      if (node === null) reconnect(old, null, old.target, null);
      else if (state.toHandle !== null) showRefusal(node);
      else if (fixed === "source") reconnect(old, sourceOf(old), node, null);
      else reconnect(old, { source: node, sourceOutput: 0 }, old.target, old.targetHandle ?? null);
    },
    [],
  );

  const onClickConnectEnd = useCallback((event: MouseEvent | TouchEvent) => {
    const handle =
      event.target instanceof Element ? event.target.closest<HTMLElement>(".react-flow__handle") : null;
    const { nodeid: node, handleid: id } = handle?.dataset ?? {};
    const { fromOutput, acceptingPorts } = usePendingEdge.getState();
    if (
      node &&
      id &&
      fromOutput !== null &&
      !canConnect(fromOutput.source, node, readSlot(id).port, acceptingPorts)
    ) {
      offerConnectAnyway({
        nodeId: node,
        id,
        type: handle?.classList.contains("target") ? "target" : "source",
      });
    }
    endEdge();
  }, []);

  return {
    onConnectStart,
    onConnect,
    onConnectEnd,
    // A tap on one handle and then on another connects them, as dragging does.
    onClickConnectStart: onConnectStart,
    onClickConnectEnd,
    isValidConnection,
    onReconnectStart,
    onReconnect,
    onReconnectEnd,
  };
}

/** Replaces an edge by another as one undo step: to a handle, or to the first free input of a node. */
function reconnect(old: FlowEdge, pending: PendingEdge | null, target: NodeId, handle: string | null): void {
  const { openGraph: graph, edit } = useDocument.getState();
  const { catalog } = useCatalog.getState();
  if (catalog === null || old.data === undefined) return;
  const disconnecting = disconnectEdits(graph, old.data.edge, findNode(graph, old.target), catalog);
  const connecting =
    pending === null ? [] : connectionEdits(applyEdits(graph, disconnecting), pending, target, handle);
  if (pending !== null && connecting.length === 0) showRefusal(target);
  else edit([...disconnecting, ...connecting]);
}

function nodeAt({ x, y }: { x: number; y: number }): NodeId | null {
  const node = document.elementFromPoint(x, y)?.closest(".react-flow__node.react-flow__node-call");
  return node?.getAttribute("data-id") ?? null;
}

function isOverPane({ x, y }: { x: number; y: number }): boolean {
  return document.elementFromPoint(x, y)?.closest(".react-flow__pane") !== null;
}

function showRefusal(id: NodeId): void {
  const { openGraph: graph } = useDocument.getState();
  const node = findNode(graph, id);
  if (node !== undefined) showToast({ key: "wire.refused", values: { node: titleOf(graph, node) } });
}

/**
 * Offers to connect to a handle that the server ruled out: the edge becomes a problem with an explanation and fixes.
 */
function offerConnectAnyway({
  nodeId,
  id,
  type,
}: {
  nodeId: NodeId;
  id?: string | null;
  type: HandleType;
}): void {
  const { fromOutput, acceptingPorts } = usePendingEdge.getState();
  const { openGraph: graph } = useDocument.getState();
  const node = findNode(graph, nodeId);
  if (fromOutput === null || acceptingPorts === null || node === undefined || type !== "target") return;
  if (upstreamOf(graph, fromOutput.source).has(nodeId)) return;
  showToast({
    key: "wire.refused",
    values: { node: titleOf(graph, node) },
    action: { key: "wire.anyway", onPick: () => connectTo(fromOutput, nodeId, id ?? null) },
  });
}

/** Connects an output to a handle, or, without one, to the first free input. Returns whether there was one. */
export function connectTo(pending: PendingEdge, target: NodeId, handle: string | null): boolean {
  const { openGraph: graph, edit } = useDocument.getState();
  const edits = connectionEdits(graph, pending, target, handle);
  edit(edits);
  return edits.length > 0;
}

/** The edits of `connectTo` in a graph. */
export function connectionEdits(
  graph: Document,
  pending: PendingEdge,
  id: NodeId,
  handle: string | null,
): Edit[] {
  const { catalog } = useCatalog.getState();
  return catalog === null ? [] : connectNodeEdits(graph, pending, id, handle, catalog);
}

function sourceOf(connection: Pick<Connection, "source"> & { sourceHandle?: string | null }): PendingEdge {
  return { source: connection.source, sourceOutput: outputIndex(connection.sourceHandle ?? "") };
}

function outputIndex(handle: string): number {
  return Number(handle.split("|")[1] ?? 0);
}
