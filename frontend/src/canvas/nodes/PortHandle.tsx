import { Handle, type Position } from "@xyflow/react";
import type { TFunction } from "i18next";
import { isSpare, type Slot } from "../../document/connect/slots";
import { findNode, leadingTo, ledToFrom, wiresIntoNode } from "../../document/graph";
import type { NodeId } from "../../document/types";
import { useDocument } from "../../state/document";
import { useWire } from "../../state/pendingEdge";
import { classes } from "../../ui/classNames";
import css from "./PortHandle.module.css";

interface RingProps {
  /** The card's: to ask for one at each ring took as long as to draw it. */
  t: TFunction<"editor">;
  node: NodeId;
  /** What the node is called. */
  owner: string;
  side: Position;
  /** Where along the side, from 0 to 1. */
  at: number;
  /** Shows its name: the layer has several ports. */
  named: boolean;
  /** The name stands a line further out, clear of its neighbour's. */
  raised: boolean;
}

/** Whether a port takes the wire that is being drawn; `null` while none is. */
function useFits(node: NodeId, port: string): boolean | null {
  return useWire(({ wire, from, ports }) => {
    if (from !== null) return false;
    if (wire === null) return null;
    return fits(wire.source, node, port, ports);
  });
}

/** A wire that would close a circle never fits. A taken port does: a second wire there is a problem with fixes. */
export function fits(source: NodeId, node: NodeId, port: string, ports: ReadonlySet<string> | null): boolean {
  const { document } = useDocument.getState();
  if (leadingTo(document, source).has(node)) return false;
  return ports === null || ports.has(`${node}|${port}`) || isTaken(node, port);
}

function isTaken(node: NodeId, port: string): boolean {
  const { document } = useDocument.getState();
  return (
    findNode(document, node)?.kind !== "input" &&
    wiresIntoNode(document, node).some((edge) => (edge.target_input ?? port) === port)
  );
}

interface InputProps extends RingProps {
  slot: Slot;
  /** Shows its place in a list. */
  numbered: boolean;
  /** How many spare rings come after it: their names stand one above another. */
  row: number;
}

export function InputRing({ t, node, owner, slot, side, at, named, numbered, raised, row }: InputProps) {
  const fitting = useFits(node, slot.port);
  const number = slot.place === null ? "" : ` ${slot.place + 1}`;
  return (
    <Handle
      type="target"
      id={slot.id}
      position={side}
      className={classes(
        css.ring,
        isSpare(slot) && css.spare,
        slot.mask && slot.free && css.mask,
        slot.unknown && css.unknown,
        fitting === true && css.fits,
        fitting === false && css.fades,
      )}
      style={along(side, at)}
      isConnectableStart={slot.free}
      role="button"
      tabIndex={-1}
      aria-label={t("port.input", { node: owner, port: slot.port + number })}
    >
      {((slot.place !== null && numbered) || named) && (
        <span
          className={classes(css.tag, css[side], named && raised && css.raised)}
          style={{ "--row": row }}
          aria-hidden
        >
          {named ? slot.port + number : number.trim()}
        </span>
      )}
    </Handle>
  );
}

interface OutputProps extends RingProps {
  index: number;
  name: string;
  unknown: boolean;
}

export function OutputRing({ t, node, owner, index, name, unknown, side, at, named, raised }: OutputProps) {
  const fitting = useWire(({ wire, from }) => {
    if (wire !== null) return wire.source === node ? null : false;
    return from === null ? null : !ledToFrom(useDocument.getState().document, from.node).has(node);
  });
  return (
    <Handle
      type="source"
      id={`out|${index}`}
      position={side}
      className={classes(
        css.ring,
        unknown && css.unknown,
        fitting === true && css.fits,
        fitting === false && css.fades,
      )}
      style={along(side, at)}
      role="button"
      tabIndex={-1}
      aria-label={
        named ? t("port.namedOutput", { node: owner, port: name }) : t("port.output", { node: owner })
      }
    >
      {named && (
        <span className={classes(css.tag, css[side], named && raised && css.raised)} aria-hidden>
          {name}
        </span>
      )}
    </Handle>
  );
}

function along(side: Position, at: number) {
  const share = `${at * 100}%`;
  return side === "top" || side === "bottom" ? { left: share } : { top: share };
}
