import type { Parameter } from "@schema";
import { sameJson } from "../equal";
import type { Json } from "../types";
import { floatText, isWholeFloat } from "./floats";

/** A value as one short word or number: `3×3`, `HeNormal`, `yes`. */
export function valueText(value: Json): string {
  if (Array.isArray(value)) return value.map(valueText).join(value.some(isObject) ? ", " : "×");
  if (isWholeFloat(value)) return floatText(value);
  // A thing of the catalogue, a layer inside another one, or a nested model in its place.
  if (isObject(value)) return String(value.name ?? value.layer ?? value.model ?? "…");
  return String(value ?? "none");
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The settings that differ from Keras's default, in one line: `filters 8 · kernel 3×3 · relu`. */
export function settingsLine(config: Record<string, unknown>, parameters: readonly Parameter[]): string {
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const order = [...parameters.map((parameter) => parameter.name), ...Object.keys(config)];
  const words: string[] = tableText(config);
  const written = new Set(words.length > 0 ? TABLE : []);
  for (const name of new Set(order)) {
    if (!Object.hasOwn(config, name) || written.has(name)) continue;
    const value = config[name] as Json;
    const parameter = known.get(name);
    if (parameter !== undefined && !parameter.required && sameJson(value, parameter.default)) continue;
    words.push(settingText(name, value, parameter));
  }
  return words.join(" · ");
}

/** The sizes of a table, as of an Embedding: `10000 → 64`. */
const TABLE: readonly string[] = ["input_dim", "output_dim"];

function tableText(config: Record<string, unknown>): string[] {
  const [from, to] = TABLE.map((name) => config[name]);
  return typeof from === "number" && typeof to === "number" ? [`${from} → ${to}`] : [];
}

function settingText(name: string, value: Json, parameter: Parameter | undefined): string {
  if (value === true) return name;
  if (value === false) return `no ${name.replace(/^use_/, "")}`;
  if (parameter?.type === "activation" && typeof value === "string") return value;
  const square = parameter?.type === "int_tuple" && typeof value === "number" && (parameter.length ?? 1) > 1;
  const shown = square ? Array<number>(parameter.length ?? 1).fill(value as number) : value;
  return `${name.replace(/_size$/, "")} ${valueText(shown)}`;
}

/** What a person typed, as a value: a number, a list of numbers, or the very text, which the checker then judges. */
export function typedValue(text: string, type: Parameter["type"]): Json {
  const trimmed = text.trim();
  const number = typedNumber(trimmed);
  switch (type) {
    case "int":
    case "float":
    case "schedule":
      return number ?? text;
    case "int_tuple":
    case "int_or_list":
    case "number_or_list":
      return number ?? typedList(trimmed) ?? text;
    case "int_pairs":
      return number ?? typedPairs(trimmed) ?? typedList(trimmed) ?? text;
    case "shape":
    case "numbers":
      return number === null ? (typedList(trimmed) ?? text) : [number];
    default:
      return text;
  }
}

function typedNumber(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** `(0, 1), (0, 1)`: what is added or cut off before and after, by axis. */
function typedPairs(text: string): number[][] | null {
  const pair = /[([]\s*([+-]?\d+)\s*[,\s]\s*([+-]?\d+)\s*[)\]]/g;
  const pairs = [...text.matchAll(pair)].map((found) => [Number(found[1]), Number(found[2])]);
  const rest = text.replace(pair, "").replace(/[\s,×x()[\]]/g, "");
  return pairs.length > 1 && rest === "" ? pairs : null;
}

/** `8, 8, 1`, `(8, 8)`, `8 × 8`, with `?` or `none` for an axis of unknown length. */
export function typedList(text: string): (number | null)[] | null {
  const inner = text.replace(/^[([]\s*/, "").replace(/\s*[)\]]$/, "");
  if (inner === "") return text === "" ? null : [];
  const parts = inner
    .replace(/,\s*$/, "")
    .split(/[,×x\s]+/)
    .map((part) => part.trim());
  const axes: (number | null)[] = [];
  for (const part of parts) {
    const number = typedNumber(part);
    if (number === null && !/^(\?|none|null)$/i.test(part)) return null;
    axes.push(number);
  }
  return axes;
}

/** A value as written in a text field. */
export function fieldText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) {
    if (value.some(Array.isArray)) return value.map((pair) => `(${pairText(pair)})`).join(", ");
    const [first] = value;
    const alike = value.length > 1 && value.every((part) => part === first);
    return alike ? fieldText(first) : value.map((part) => (part === null ? "?" : fieldText(part))).join(", ");
  }
  if (isWholeFloat(value)) return floatText(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function pairText(pair: Json | undefined): string {
  return Array.isArray(pair) ? pair.map((part) => String(part)).join(", ") : fieldText(pair);
}
