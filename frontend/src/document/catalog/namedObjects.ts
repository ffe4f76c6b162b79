import type { CatalogEntry } from "@schema";
import type { Json } from "../types";

/** Something of the catalogue with its own settings: an initializer, a loss, an optimizer. */
export interface Named {
  name: string;
  config: Record<string, Json>;
}

/** A name alone, or `{"name", "config"}`; `null` for anything else. */
export function readNamed(value: Json): Named | null {
  if (typeof value === "string") return { name: value, config: {} };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (typeof value.name !== "string") return null;
  const config = value.config;
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  return { name: value.name, config: isObject ? config : {} };
}

/** An entry by its name or by another name that Keras knows it by. */
export function findEntry(entries: readonly CatalogEntry[], name: string): CatalogEntry | undefined {
  return (
    entries.find((entry) => entry.name === name) ?? entries.find((entry) => entry.aliases.includes(name))
  );
}

/** A new choice, with what it cannot do without already set. */
export function beginNamed(entry: CatalogEntry | undefined, name: string): Json {
  const config: Record<string, Json> = {};
  for (const parameter of entry?.parameters ?? []) {
    if (parameter.suggested !== null) config[parameter.name] = parameter.suggested as Json;
  }
  return Object.keys(config).length === 0 ? name : { name, config };
}

/** With one setting changed, or, with `undefined`, taken away. Without settings it is its name alone. */
export function withSetting(named: Named, setting: string, value: Json | undefined): Json {
  const { [setting]: _old, ...rest } = named.config;
  const config = value === undefined ? rest : { ...named.config, [setting]: value };
  return Object.keys(config).length === 0 ? named.name : { name: named.name, config };
}
