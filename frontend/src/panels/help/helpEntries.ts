import type { Code } from "@schema";

/** The entries of `help.json`, by the two parts of the code. */
export type HelpEntries = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
>;

export function codesOf(entries: HelpEntries): Code[] {
  return Object.entries(entries).flatMap(([part, named]) =>
    Object.keys(named).map((name) => `${part}.${name}` as Code),
  );
}

/** All texts of the entry of a code. */
export function textsOf(entries: HelpEntries, code: Code): string[] {
  const [part = "", name = ""] = code.split(".");
  return Object.values(entries[part]?.[name] ?? {});
}
