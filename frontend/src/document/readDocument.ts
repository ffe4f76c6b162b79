import type { Document } from "./types";

const KINDS = new Set(["input", "layer", "shared", "model", "op", "output"]);

/** The format that this page reads and writes. */
export const FORMAT = 2;

/** The format of a saved value where it is newer than this page; else `null`. */
export function newerFormat(value: unknown): number | null {
  const format = isObject(value) ? value.format : null;
  return Number.isInteger(format) && Number(format) > FORMAT ? Number(format) : null;
}

/**
 * What can be drawn of a document of a newer format, to be looked at only: nodes and edges of kinds that are known here
 * and their places. It must never be saved.
 */
export function drawnOfNewer(value: unknown): Document {
  const { format, name, graph, layout } = isObject(value) ? value : {};
  const { nodes, edges } = isObject(graph) ? graph : {};
  const positions = Object.entries(isObject(layout) ? layout : {}).filter(([, position]) =>
    isPosition(position),
  );
  return {
    // The newer one, so that the server neither checks nor trains what is only a part.
    format: format as typeof FORMAT,
    name: typeof name === "string" ? name : "",
    graph: { nodes: known(nodes, isNode), edges: known(edges, isEdge) },
    layout: Object.fromEntries(positions),
  } as unknown as Document;
}

function known(list: unknown, test: (item: unknown) => boolean): unknown[] {
  return Array.isArray(list) ? list.filter(test) : [];
}

/**
 * A saved value as a document that can be drawn, or `null`. A project keeps any JSON object, so what comes back need
 * not be one of ours; what is merely wrong in it is the checker's to say.
 */
export function readableDocument(value: unknown): Document | null {
  if (!isObject(value) || !isKnownFormat(value.format)) return null;
  const { name, models } = value;
  if (name !== undefined && typeof name !== "string") return null;
  if (!isDrawable(value)) return null;
  for (const key of ["models", "training", "data"]) {
    const part = value[key];
    if (part !== undefined && part !== null && !isObject(part)) return null;
  }
  if (isObject(models) && !Object.values(models).every(isEntry)) return null;
  return (value.format === FORMAT ? value : { ...value, format: FORMAT }) as Document;
}

/** Older formats hold nothing that this one does not: a step that changes a document belongs here and in the contract. */
function isKnownFormat(format: unknown): boolean {
  return Number.isInteger(format) && Number(format) >= 1 && Number(format) <= FORMAT;
}

/** Whether the graph, its places, its routes and the notes beside it, where there are any, can be drawn. */
function isDrawable({ graph, layout, routes, notes }: Record<string, unknown>): boolean {
  if (graph !== undefined) {
    if (!isObject(graph)) return false;
    if (!isListOf(graph.nodes, isNode) || !isListOf(graph.edges, isEdge)) return false;
  }
  return isMapOf(layout, isPosition) && isListOf(routes, isRoute) && isMapOf(notes, isNote);
}

/** A nested model; the graph may be said to be none. */
function isEntry(value: unknown): boolean {
  return isObject(value) && isDrawable({ ...value, graph: value.graph ?? undefined });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(test));
}

function isMapOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return value === undefined || (isObject(value) && Object.values(value).every(test));
}

function isNode(value: unknown): boolean {
  if (!isObject(value) || typeof value.id !== "string" || !KINDS.has(String(value.kind))) return false;
  if (value.kind === "shared") return typeof value.of === "string";
  if (typeof value.name !== "string") return false;
  if (value.kind === "input" && !Array.isArray(value.shape)) return false;
  for (const kind of ["layer", "model", "op"]) {
    if (value.kind === kind && typeof value[kind] !== "string") return false;
  }
  return value.config === undefined || isObject(value.config);
}

function isEdge(value: unknown): boolean {
  return isObject(value) && typeof value.source === "string" && typeof value.target === "string";
}

function isPosition(value: unknown): boolean {
  return isObject(value) && Number.isFinite(value.x) && Number.isFinite(value.y);
}

function isRoute(value: unknown): boolean {
  return isObject(value) && isEdge(value.edge) && Array.isArray(value.points) && value.points.every(isPoint);
}

function isPoint(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

function isNote(value: unknown): boolean {
  return (
    isPosition(value) &&
    isObject(value) &&
    typeof value.text === "string" &&
    Number.isFinite(value.width) &&
    Number.isFinite(value.height)
  );
}
