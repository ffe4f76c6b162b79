import type { Json } from "../types";

/** `:, 0, ..., ::2` as the document has it, or `null` where the text is no subscript. One part is written alone. */
export function readSubscript(text: string): Json | null {
  const inner = text.trim().replace(/^\[(.*)\]$/s, "$1");
  const texts = inner.split(",").map((part) => part.trim());
  const several = texts.length > 1;
  if (several && texts.at(-1) === "") texts.pop();
  const parts = texts.map(readPart);
  if (parts.some((part) => part === undefined)) return null;
  if (parts.filter((part) => part === "...").length > 1) return null;
  const read = parts as Json[];
  // `null` alone would read as no value at all, so a new axis is written in a list.
  const [only = null] = read;
  return several || only === null ? read : only;
}

function readPart(text: string): Json | undefined {
  if (text === "...") return text;
  if (/^(none|newaxis|np\.newaxis)$/i.test(text)) return null;
  const bounds = text.split(":").map((bound) => readBound(bound.trim()));
  if (bounds.length > 3 || bounds.some((bound) => bound === undefined)) return undefined;
  const [start = null, stop = null, step = null] = bounds;
  if (bounds.length === 1) return start === null ? undefined : start;
  return step === 0 ? undefined : { slice: [start, stop, step] };
}

function readBound(text: string): number | null | undefined {
  if (text === "" || /^none$/i.test(text)) return null;
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A subscript as Python writes it between square brackets; what is none is shown as it is. */
export function subscriptText(value: Json | undefined): string {
  if (value === undefined) return "";
  if (!Array.isArray(value)) return partText(value);
  return value.map(partText).join(", ") + (value.length === 1 ? "," : "");
}

function partText(part: Json): string {
  if (part === null) return "None";
  if (typeof part !== "object") return String(part);
  const bounds = Array.isArray(part) ? undefined : part.slice;
  if (!Array.isArray(bounds) || bounds.length !== 3) return JSON.stringify(part);
  const [start, stop, step] = bounds.map((bound) => (bound === null ? "" : String(bound)));
  return `${start}:${stop}${step === "" ? "" : `:${step}`}`;
}
