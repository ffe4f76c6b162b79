import { sameJson } from "../equal";
import type { Json } from "../types";

/** A setting that differs. A side that does not say it has its default there, `undefined` where that is not known. */
export interface SettingChange {
  path: readonly string[];
  before: Json | undefined;
  after: Json | undefined;
}

type Values = Readonly<Record<string, unknown>>;
/** What holds where a setting is not said. */
export type DefaultOf = (path: readonly string[]) => unknown;

/** The settings that differ, section by section; in each those that the first side says, then those of the second. */
export function settingChanges(
  before: Values,
  after: Values,
  defaultOf: DefaultOf,
  same: (a: unknown, b: unknown) => boolean = sameJson,
): SettingChange[] {
  const [left, right] = [flat(before), flat(after)];
  const sections = Object.keys({ ...before, ...after });
  const rank = ([, { path }]: [string, Leaf]) => sections.indexOf(path[0] ?? "");
  const all = [...new Map([...left, ...right])].toSorted((a, b) => rank(a) - rank(b));
  return all.flatMap(([key, { path }]) => {
    const [a, b] = [left, right].map((side) => (side.has(key) ? side.get(key)?.value : defaultOf(path)));
    // What is not said and what is said to be none are the same, where no default is known.
    return same(a ?? null, b ?? null)
      ? []
      : [{ path, before: a as Json | undefined, after: b as Json | undefined }];
  });
}

/** The value of each setting by its path, the names of the path joined by line ends. */
export function settingsOf(values: Values): ReadonlyMap<string, Leaf> {
  return flat(values);
}

export interface Leaf {
  path: readonly string[];
  value: unknown;
}

/** Every setting by its path: of a thing with arguments its name, and below it each argument; of a list each thing. */
function flat(values: Values): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  const walk = (value: unknown, path: readonly string[]): void => {
    const leaf = (at: readonly string[], what: unknown) =>
      found.set(at.join("\n"), { path: at, value: what });
    if (isNamed(value)) {
      leaf(path, value.name);
      for (const [key, part] of Object.entries(value.config ?? {})) walk(part, [...path, key]);
    } else if (Array.isArray(value) && value.length > 0 && value.every(isThing)) {
      for (const [key, thing] of numbered(value)) walk(thing, [...path, key]);
    } else if (isObject(value) && Object.keys(value).length > 0) {
      for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
    } else if (!isEmpty(value)) leaf(path, value);
  };
  for (const [key, value] of Object.entries(values)) walk(value, [key]);
  return found;
}

/** The things of a list under their names; the second of a name has a number. */
function numbered(list: readonly (string | Named)[]): [string, unknown][] {
  const counts = new Map<string, number>();
  return list.map((thing) => {
    const name = typeof thing === "string" ? thing : thing.name;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [count === 1 ? name : `${name} ${count}`, thing];
  });
}

interface Named {
  name: string;
  config?: Values;
}

function isThing(value: unknown): value is string | Named {
  return typeof value === "string" || isNamed(value);
}

/** An optimizer, a loss, a layer inside another one: a name and its arguments, and nothing else. */
function isNamed(value: unknown): value is Named {
  return (
    isObject(value) &&
    typeof value.name === "string" &&
    Object.keys(value).every((key) => key === "name" || (key === "config" && isObject(value.config)))
  );
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list or an object of nothing says nothing. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0)
  );
}
