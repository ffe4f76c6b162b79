import type { Code } from "@schema";

/** As `help.json` holds them: by the two parts of the code. */
export type HelpEntries = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
>;

export function codesOf(entries: HelpEntries): Code[] {
  return Object.entries(entries).flatMap(([part, named]) =>
    Object.keys(named).map((name) => `${part}.${name}` as Code),
  );
}

/** All that the entry of a code says. */
export function textsOf(entries: HelpEntries, code: Code): string[] {
  const [part = "", name = ""] = code.split(".");
  return Object.values(entries[part]?.[name] ?? {});
}
