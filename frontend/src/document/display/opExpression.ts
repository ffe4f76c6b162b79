import type { Known } from "../catalog/ports";
import { edgesInto } from "../graph";
import type { Document, Json, OpNode } from "../types";
import { parameterText } from "../values/literals";
import { valueText } from "../values/settings";

/** How Python writes an operation between two operands. */
const BETWEEN: Readonly<Record<string, string>> = {
  add: "+",
  subtract: "−",
  multiply: "×",
  divide: "÷",
  true_divide: "÷",
  floor_divide: "//",
  mod: "%",
  power: "^",
  matmul: "@",
  equal: "=",
  not_equal: "≠",
  greater: ">",
  greater_equal: "≥",
  less: "<",
  less_equal: "≤",
  logical_and: "and",
  logical_or: "or",
  logical_xor: "xor",
};

const BEFORE: Readonly<Record<string, string>> = { negative: "−", logical_not: "not " };

/** An operation as one would write it, with its constants: `+`, `x × 0.5`, `get_item [:, 0]`, `mean axis 1`. */
export function opText(document: Document, node: OpNode, catalog: Known | null): string {
  const config = node.config ?? {};
  const sign = BETWEEN[node.op];
  const ports = (catalog?.ops[node.op]?.inputs ?? []).map((port) => port.name);
  if (sign !== undefined) {
    const [left = "x1", right = "x2"] = ports;
    const wired = edgesInto(document, node.id).length > 0;
    const side = (port: string) => (Object.hasOwn(config, port) ? constantText(config[port] as Json) : null);
    const [a, b] = [side(left), side(right)];
    if (a === null && b === null) return sign;
    return `${a ?? (wired ? "x" : "?")} ${sign} ${b ?? (wired ? "x" : "?")}`;
  }
  const before = BEFORE[node.op];
  if (before !== undefined) return `${before}x`;
  if (node.op === "get_item") return `x[${parameterText(config.key as Json | undefined, "subscript")}]`;
  const known = catalog?.ops[node.op]?.parameters ?? [];
  const words = Object.entries(config).map(([name, value]) => {
    const type = known.find((parameter) => parameter.name === name)?.type;
    const shown = type === undefined ? valueText(value as Json) : parameterText(value as Json, type);
    const [only] = Object.keys(config);
    return Object.keys(config).length === 1 && only === known[0]?.name && !ports.includes(name)
      ? bracketed(shown, value)
      : `${name} ${bracketed(shown, value)}`;
  });
  return [node.op, ...words].join(" ");
}

function bracketed(shown: string, value: unknown): string {
  return Array.isArray(value) ? `(${shown})` : shown;
}

function constantText(value: Json): string {
  return bracketed(parameterText(value, "constant"), value);
}
