import type { Port } from "@schema";
import { edgesIntoPort, inputPorts, type Known, outputPorts } from "../catalog/ports";
import { edgesInto, edgesOutOf, findNode } from "../graph";
import type { Document, Edge, Node } from "../types";

/** One ring on a node: a port, or one place of a list port. */
export interface Slot {
  /** Unique on its node. */
  id: string;
  port: string;
  /** Which place of a list, from 0; `null` where the port takes one tensor. */
  index: number | null;
  /** Nothing is wired to it yet. */
  free: boolean;
  /** The layer does without it. */
  optional: boolean;
  /** It takes a mask: shown only where one is wanted. */
  mask: boolean;
  /** The layer has no such port: a wire names it all the same. */
  unknown: boolean;
}

/** The rings at the inputs of a node: a list shows a place for each of its wires, and one more for the next. */
export function inputSlots(document: Document, node: Node, catalog: Known | null): Slot[] {
  const ports = catalog === null ? [] : inputPorts(document, node, catalog);
  const slots = ports.flatMap((port) => slotsOf(document, node, port, ports[0]));
  const named = new Set(ports.map((port) => port.name));
  for (const edge of edgesInto(document, node.id)) {
    const port = edge.target_input ?? ports[0]?.name ?? "inputs";
    if (named.has(port)) continue;
    named.add(port);
    slots.push({
      id: slotId(port, null),
      port,
      index: null,
      free: false,
      optional: false,
      mask: false,
      unknown: catalog !== null,
    });
  }
  return slots;
}

function slotsOf(document: Document, node: Node, port: Port, first: Port | undefined): Slot[] {
  const edgeCount = edgesIntoPort(document, node, port, first).length;
  const slot = (index: number | null, free: boolean): Slot => ({
    id: slotId(port.name, index),
    port: port.name,
    index,
    free,
    optional: port.optional,
    mask: port.mask,
    unknown: false,
  });
  if (!port.list) return [slot(null, edgeCount === 0)];
  const least = port.optional ? 1 : 2;
  const count = Math.max(
    edgeCount,
    Math.min(Math.max(edgeCount + 1, least), port.maximum ?? Number.MAX_SAFE_INTEGER),
  );
  return Array.from({ length: count }, (_, index) => slot(index, index >= edgeCount));
}

/** The ports by which a node's wires are distinguished; a mask is one of them where something is wired to it. */
export function namesOf(slots: readonly Slot[]): ReadonlySet<string> {
  return new Set(slots.filter((slot) => !slot.mask || !slot.free).map((slot) => slot.port));
}

/** A ring that may stay empty: the place of a list past those it needs, or a port the layer does without. */
export function isSpare(slot: Slot): boolean {
  return slot.free && (slot.optional || (slot.index !== null && slot.index > 1));
}

/** The position of a handle along the side of its node: evenly spaced, except for spare ones, which are at the end. */
export function handleOffset(index: number, slots: readonly Slot[]): number {
  const slot = slots[index];
  const before = slots.slice(0, index).filter((other) => !isSpare(other)).length;
  const even = slots.filter((other) => !isSpare(other)).length;
  if (slot === undefined || !isSpare(slot)) return (before + 1) / (even + 1);
  const last = even / (even + 1);
  return last + ((1 - last) * (index - before + 1)) / (slots.length - even + 1) + 0.02;
}

/** The rings at the outputs, by number; one that the layer does not have is there while a wire names it. */
export function outputSlots(
  document: Document,
  node: Node,
  catalog: Known | null,
): { index: number; name: string; unknown: boolean }[] {
  const ports = catalog === null ? [] : outputPorts(document, node, catalog);
  const slots = ports.map((port, index) => ({ index, name: port.name, unknown: false }));
  for (const edge of edgesOutOf(document, node.id)) {
    const index = edge.source_output ?? 0;
    if (slots.some((slot) => slot.index === index)) continue;
    slots.push({ index, name: `output ${index}`, unknown: catalog !== null });
  }
  return slots.sort((a, b) => a.index - b.index);
}

/** The ring that a wire ends in. */
export function slotOfEdge(document: Document, edge: Edge, catalog: Known | null): string {
  const node = findNode(document, edge.target);
  const ports = node === undefined || catalog === null ? [] : inputPorts(document, node, catalog);
  const name = edge.target_input ?? ports[0]?.name ?? "inputs";
  const port = ports.find((each) => each.name === name);
  if (node === undefined || port === undefined || !port.list) return slotId(name, null);
  return slotId(name, edgesIntoPort(document, node, port, ports[0]).indexOf(edge));
}

/** The port and the place in a ring's id. */
export function readSlot(id: string): { port: string; index: number | null } {
  const [, port = "", index] = id.split("|");
  return { port, index: index === undefined ? null : Number(index) };
}

function slotId(port: string, index: number | null): string {
  return index === null ? `in|${port}` : `in|${port}|${index}`;
}
