import type { Document } from "./types";

const KINDS = new Set(["input", "layer", "shared", "model", "op", "output"]);

/**
 * A saved value as a document that can be drawn, or `null`. A project keeps any JSON object, so what comes back need
 * not be one of ours; what is merely wrong in it is the checker's to say.
 */
export function readableDocument(value: unknown): Document | null {
  if (!isObject(value) || value.format !== 1) return null;
  const { graph, layout, name } = value;
  if (name !== undefined && typeof name !== "string") return null;
  if (graph !== undefined) {
    if (!isObject(graph)) return null;
    if (!isListOf(graph.nodes, isNode) || !isListOf(graph.edges, isEdge)) return null;
  }
  if (layout !== undefined && !(isObject(layout) && Object.values(layout).every(isPosition))) return null;
  for (const key of ["models", "training", "data"]) {
    const part = value[key];
    if (part !== undefined && part !== null && !isObject(part)) return null;
  }
  return value as Document;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(test));
}

function isNode(value: unknown): boolean {
  if (!isObject(value) || typeof value.id !== "string" || !KINDS.has(String(value.kind))) return false;
  if (value.kind === "shared") return typeof value.of === "string";
  if (typeof value.name !== "string") return false;
  if (value.kind === "input" && !Array.isArray(value.shape)) return false;
  if (value.kind === "layer" && typeof value.layer !== "string") return false;
  return value.config === undefined || isObject(value.config);
}

function isEdge(value: unknown): boolean {
  return isObject(value) && typeof value.source === "string" && typeof value.target === "string";
}

function isPosition(value: unknown): boolean {
  return isObject(value) && Number.isFinite(value.x) && Number.isFinite(value.y);
}
