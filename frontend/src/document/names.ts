import { freshKey } from "./freshKey";
import { nodesOf } from "./graph";
import type { Document, NodeId } from "./types";

/** A random id, unused in the graph and in `taken`. */
export function freshId(document: Document, taken: Iterable<NodeId> = []): NodeId {
  return freshKey("n", new Set([...nodesOf(document).map((node) => node.id), ...taken]));
}

/** A name in the style of Keras, free in the graph and in `taken`: `dense`, then `dense_1`; of `dense_1`, `dense_2`. */
export function freshName(document: Document, base: string, taken: Iterable<string> = []): string {
  const stem = cleanName(base.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_").toLowerCase());
  const names = new Set(taken);
  for (const node of nodesOf(document)) if (node.kind !== "shared") names.add(node.name);
  if (!names.has(stem)) return stem;
  return numberedName(stem, names);
}

/** The first number that is free behind a name, which counts on where it ends in a number already. */
export function numberedName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, first = "0"] = /^(.+)_(\d{1,6})$/.exec(name) ?? [];
  let number = Number(first) + 1;
  while (taken.has(`${stem.slice(0, 57)}_${number}`)) number += 1;
  return `${stem.slice(0, 57)}_${number}`;
}

/** A name as it is where it is free, else one like it. */
export function freeName(document: Document, name: string, taken: readonly string[] = []): string {
  const names = nodesOf(document).map((node) => (node.kind === "shared" ? "" : node.name));
  return names.includes(name) || taken.includes(name) ? freshName(document, name, taken) : name;
}

/** Whether a text is written in a script that no name can have: it is meant to be read, so it is a label. */
export function isLabel(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text);
}

/** The nearest text that may be a name; accents are left off. */
export function cleanName(name: string): string {
  const cleaned = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^A-Za-z0-9_.-]+/g, "_")
    .replace(/^[_-]+|_+$/g, "")
    .slice(0, 64);
  return /^\.*$/.test(cleaned) ? "node" : cleaned;
}
