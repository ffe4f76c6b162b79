import type { Json } from "../types";

/**
 * A float that is whole, as a document writes it among the constants of an operation: JSON reads 2.0 as 2, and
 * `add(x, 2.0)` of whole numbers gives floats where `add(x, 2)` does not.
 */
export interface WholeFloat {
  [key: string]: Json;
  float: number;
}

export function isWholeFloat(value: unknown): value is WholeFloat {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return "float" in value && typeof value.float === "number" && Object.keys(value).length === 1;
}

/** `2.0`, as a person writes it. */
export function floatText({ float }: WholeFloat): string {
  const text = String(float);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A text of JSON in which numbers that were written as floats stay floats: `[1.0, 2]` is `[{"float":1}, 2]`. */
export function withFloats(json: string): string {
  return json.replace(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (token) => {
    const number = Number(token);
    return /[.e]/.test(token) && Number.isInteger(number) ? `{"float":${number}}` : token;
  });
}
