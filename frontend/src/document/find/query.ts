import { plainText } from "./plainText";

/** What a person looks for: nodes with some setting, of some shape, or described by some words. */
export type Query =
  | { kind: "setting"; key: string; compare: Compare; value: string }
  | { kind: "shape"; axes: readonly (number | null)[] }
  | { kind: "words"; phrase: string; words: readonly string[] };

export type Compare = "=" | "<" | ">" | "<=" | ">=";

const SETTING = /^([\p{L}_][\p{L}\p{N}_.]*)\s*(<=|>=|==|[:=<>≤≥])\s*(.+)$/u;
const AXIS = /^(?:\d+|none|\?)$/;
const COMPARES: Readonly<Record<string, Compare>> = {
  "≤": "<=",
  "≥": ">=",
  "<": "<",
  ">": ">",
  "<=": "<=",
  ">=": ">=",
};

/** `units: 64`, `units=64`, `units > 64`; `28 × 28`, `(None, 10)`; else words. `isKey` tells `activation relu` from names. */
export function readQuery(text: string, isKey: (word: string) => boolean): Query | null {
  const phrase = plainText(text).trim().replaceAll(/\s+/g, " ");
  if (phrase === "") return null;
  const [, key, sign = "", value = ""] = SETTING.exec(phrase) ?? [];
  if (key !== undefined) return { kind: "setting", key, compare: COMPARES[sign] ?? "=", value };
  const axes = readAxes(phrase);
  if (axes !== null) return { kind: "shape", axes };
  const words = phrase.split(" ");
  const [first = "", ...rest] = words;
  if (rest.length > 0 && isKey(first)) {
    return { kind: "setting", key: first, compare: "=", value: rest.join(" ") };
  }
  return { kind: "words", phrase, words };
}

/** Several lengths with `×`, `x`, `*` or commas between; `None` and `?` are an unknown one. `null` for any other text. */
export function readAxes(phrase: string): (number | null)[] | null {
  const inner = phrase.replaceAll(/[()[\]\s]/g, "");
  const parts = inner.split(/[×x*,]/).filter((part) => part !== "");
  const several = parts.length > 1 || /^\d+,$/.test(inner);
  if (!several || !parts.every((part) => AXIS.test(part))) return null;
  return parts.map((part) => (/\d/.test(part) ? Number(part) : null));
}
