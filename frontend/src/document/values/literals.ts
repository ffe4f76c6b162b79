import type { Parameter } from "@schema";
import type { Json } from "../types";
import { isWholeFloat, withFloats } from "./floats";
import { fieldText, typedList, typedValue } from "./settings";
import { readSubscript, subscriptText } from "./subscripts";

/** What a person typed for an argument; a text that is no such value is kept as it is, for the checker to judge. */
export function typedParameter(text: string, type: Parameter["type"]): Json {
  switch (type) {
    case "constant":
      return readConstant(text) ?? text;
    case "subscript":
      return readSubscript(text) ?? text;
    case "strings":
      return text.replace(/\n$/, "").split("\n");
    case "ints":
    case "open_shape":
      return typedList(text.trim()) ?? text;
    default:
      return typedValue(text, type);
  }
}

/** An argument's value as written in its field. */
export function parameterText(value: Json | undefined, type: Parameter["type"]): string {
  if (value === undefined || value === null) return "";
  switch (type) {
    case "subscript":
      return subscriptText(value);
    case "strings":
      return Array.isArray(value) ? value.map(String).join("\n") : fieldText(value);
    case "constant":
      return constantText(value);
    case "open_shape":
      return listText(value, "None");
    // A list of equal numbers is not the same as one of them, as it is for a size along several axes.
    case "shape":
    case "ints":
    case "numbers":
    case "int_or_list":
    case "number_or_list":
      return listText(value, "?");
    default:
      return fieldText(value);
  }
}

function listText(value: Json, open: string): string {
  if (!Array.isArray(value)) return fieldText(value);
  return value.length === 0 ? "()" : value.map((part) => (part === null ? open : fieldText(part))).join(", ");
}

/** `0.5`, `true`, `1, 2, 3` or `[1, 2], [3, 4]`, in which `2.0` stays a float; `null` where the text is none of these. */
export function readConstant(text: string): Json | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll("(", "[")
    .replaceAll(")", "]")
    .replace(/(^|[^\d.])\+?\.(?=\d)/g, "$10.")
    .replace(/(\d)\.(?!\d)/g, "$1.0");
  if (plain === "") return null;
  const json = withFloats(plain);
  const value = parsed(json) ?? parsed(`[${json.replace(/,$/, "")}]`);
  return value !== undefined && holdsNumbers(value) ? value : null;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function holdsNumbers(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(holdsNumbers);
  return (
    typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)) || isWholeFloat(value)
  );
}

function constantText(value: Json): string {
  if (!Array.isArray(value)) return fieldText(value);
  const inner = value.map((part) => (Array.isArray(part) ? `[${constantText(part)}]` : fieldText(part)));
  return inner.join(", ") + (value.length === 1 ? "," : "");
}
