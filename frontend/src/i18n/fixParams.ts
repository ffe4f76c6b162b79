import type { Fix } from "@schema";
import { ownerWords, type Say, shapeWords, valueWords, type Words } from "./valueText";

const OWNERS = new Set(["node", "target"]);

/** What the placeholders of a fix's title stand for, as the language writes it. */
export function fixWords({ values = {} }: Fix, say: Say, language: string): Words {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, word(name, value, say, language)]),
  );
}

function word(name: string, value: unknown, say: Say, language: string): string | undefined {
  if (name === "value") return valueWords(value, say);
  if (name === "row") return Array.isArray(value) ? shapeWords(value, say, false) : undefined;
  if (OWNERS.has(name)) return ownerWords(String(value), say);
  if (typeof value === "number") return value.toLocaleString(language);
  return typeof value === "string" ? value : undefined;
}
