import { Handle, type Position } from "@xyflow/react";
import type { TFunction } from "i18next";
import { isSpare, type Slot } from "../../document/connect/slots";
import { downstreamOf, edgesInto, findNode, upstreamOf } from "../../document/graph";
import type { NodeId } from "../../document/types";
import { useDocument } from "../../state/document";
import { usePendingEdge } from "../../state/pendingEdge";
import { classNames } from "../../ui/classNames";
import css from "./PortHandle.module.css";

interface PortHandleProps {
  /** Passed down from the node: calling `useTranslation` in each handle took as long as rendering it. */
  t: TFunction<"editor">;
  node: NodeId;
  /** The name of the node. */
  nodeTitle: string;
  side: Position;
  /** The position along the side, from 0 to 1. */
  offset: number;
  /** Whether the name of the port is shown: the layer has several. */
  named: boolean;
  /** Whether the name is moved one line out, to not overlap the neighbour's. */
  raised: boolean;
}

/** Whether a port accepts the edge that is being dragged; `null` while none is. */
function useCanConnect(node: NodeId, port: string): boolean | null {
  return usePendingEdge(({ fromOutput, fromInput, acceptingPorts }) => {
    if (fromInput !== null) return false;
    if (fromOutput === null) return null;
    return canConnect(fromOutput.source, node, port, acceptingPorts);
  });
}

/**
 * Whether an edge may be connected. One that closes a cycle may not. A taken port accepts one: that is a problem with
 * fixes.
 */
export function canConnect(
  source: NodeId,
  node: NodeId,
  port: string,
  ports: ReadonlySet<string> | null,
): boolean {
  const { openGraph } = useDocument.getState();
  if (upstreamOf(openGraph, source).has(node)) return false;
  return ports === null || ports.has(`${node}|${port}`) || isTaken(node, port);
}

function isTaken(node: NodeId, port: string): boolean {
  const { openGraph } = useDocument.getState();
  return (
    findNode(openGraph, node)?.kind !== "input" &&
    edgesInto(openGraph, node).some((edge) => (edge.target_input ?? port) === port)
  );
}

interface InputHandleProps extends PortHandleProps {
  slot: Slot;
  /** Whether its index in a list of inputs is shown. */
  numbered: boolean;
  /** How many spare handles follow: their names are stacked. */
  row: number;
}

export function InputHandle({
  t,
  node,
  nodeTitle,
  slot,
  side,
  offset,
  named,
  numbered,
  raised,
  row,
}: InputHandleProps) {
  const connectable = useCanConnect(node, slot.port);
  const number = slot.index === null ? "" : ` ${slot.index + 1}`;
  return (
    <Handle
      type="target"
      id={slot.id}
      position={side}
      className={classNames(
        css.handle,
        isSpare(slot) && css.spare,
        slot.mask && slot.free && css.mask,
        slot.unknown && css.unknown,
        connectable === true && css.connectable,
        connectable === false && css.faded,
      )}
      style={offsetStyle(side, offset)}
      isConnectableStart={slot.free}
      role="button"
      tabIndex={-1}
      aria-label={t("port.input", { node: nodeTitle, port: slot.port + number })}
    >
      {((slot.index !== null && numbered) || named) && (
        <span
          className={classNames(css.tag, css[side], named && raised && css.raised)}
          style={{ "--row": row }}
          aria-hidden
        >
          {named ? slot.port + number : number.trim()}
        </span>
      )}
    </Handle>
  );
}

interface OutputHandleProps extends PortHandleProps {
  index: number;
  name: string;
  unknown: boolean;
}

export function OutputHandle({
  t,
  node,
  nodeTitle,
  index,
  name,
  unknown,
  side,
  offset,
  named,
  raised,
}: OutputHandleProps) {
  const connectable = usePendingEdge(({ fromOutput, fromInput }) => {
    if (fromOutput !== null) return fromOutput.source === node ? null : false;
    return fromInput === null
      ? null
      : !downstreamOf(useDocument.getState().openGraph, fromInput.node).has(node);
  });
  return (
    <Handle
      type="source"
      id={`out|${index}`}
      position={side}
      className={classNames(
        css.handle,
        unknown && css.unknown,
        connectable === true && css.connectable,
        connectable === false && css.faded,
      )}
      style={offsetStyle(side, offset)}
      role="button"
      tabIndex={-1}
      aria-label={
        named ? t("port.namedOutput", { node: nodeTitle, port: name }) : t("port.output", { node: nodeTitle })
      }
    >
      {named && (
        <span className={classNames(css.tag, css[side], named && raised && css.raised)} aria-hidden>
          {name}
        </span>
      )}
    </Handle>
  );
}

function offsetStyle(side: Position, offset: number) {
  const percent = `${offset * 100}%`;
  return side === "top" || side === "bottom" ? { left: percent } : { top: percent };
}
