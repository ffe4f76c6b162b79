import { floatText, isWholeFloat } from "../document/values/floats";

/** A text of the language by its key under `sentence`; empty where it has none. */
export type Say = (key: string, put?: Record<string, string>) => string;
/** What the placeholders of a text stand for; what cannot be said is not there. */
export type Words = Record<string, string | undefined>;

/** The server says what a thing is in front of its name: `input left`, `Model tower`. */
export function ownerWords(owner: string, say: Say): string {
  if (owner === "training") return say("words.training");
  const [, kind, name] = /^(input|output|Model) (.+)$/.exec(owner) ?? [];
  if (kind !== undefined && name !== undefined) return say(`words.${kind.toLowerCase()}`, { name });
  const [, inner, outer] = /^(\w+) (?:in|of) (\w+ .+)$/.exec(owner) ?? [];
  if (inner !== undefined && outer !== undefined)
    return say("words.inside", { inner, outer: ownerWords(outer, say) });
  const [, layer, number, of] = /^(?:(\w+), )?call (\d+) of (.+)$/.exec(owner) ?? [];
  if (number === undefined || of === undefined) return owner;
  return layer === undefined
    ? say("words.call", { number, of })
    : say("words.layerCall", { layer, number, of });
}

/** A value as a person writes it; `undefined` where it has too many parts to be written. */
export function valueWords(value: unknown, say: Say): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return say("words.none");
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) {
    const parts = value.map((part) => valueWords(part, say));
    return parts.includes(undefined) ? undefined : `(${parts.join(", ")})`;
  }
  if (typeof value !== "object") return String(value);
  if ("slice" in value && Array.isArray(value.slice)) {
    return value.slice.map((bound) => (bound === null ? "" : String(bound))).join(":");
  }
  if (isWholeFloat(value)) return floatText(value);
  const named = "name" in value ? value.name : "layer" in value ? value.layer : undefined;
  return typeof named === "string" ? named : undefined;
}

export function listed(parts: readonly string[], language: string): string {
  return parts.join(language.startsWith("zh") ? "、" : ", ");
}
