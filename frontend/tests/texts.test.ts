import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Code } from "@schema";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../src/i18n/languages";
import { readJson, SOURCES, source, sources } from "./files";

type Texts = { [key: string]: string | Texts };

const folder = join(SOURCES, "i18n");
const languages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const namespaces = readdirSync(join(folder, "en")).map((name) => name.replace(/\.json$/, ""));

const { Code: codeSchema, FixKind: kindSchema } = readJson<{
  components: { schemas: { Code: { enum: Code[] }; FixKind: { enum: string[] } } };
}>("shared_schema/generated/openapi.json").components.schemas;
const codes = codeSchema.enum;

/** `a.b.c` of every text; the endings that hang on a number are one key. */
function keysOf(texts: Texts, before = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [(before + key).replace(/_(zero|one|other)$/, "")]
      : keysOf(value, `${before}${key}.`),
  );
}

function keys(language: string, namespace: string): Set<string> {
  return new Set(keysOf(readJson<Texts>("frontend/src/i18n", language, `${namespace}.json`)));
}

/** What each key of a catalogue asks for, its endings that hang on a number taken together. */
function placeholders(language: string, namespace: string): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  const walk = (texts: Texts, before = ""): void => {
    for (const [key, value] of Object.entries(texts)) {
      if (typeof value !== "string") {
        walk(value, `${before}${key}.`);
        continue;
      }
      const whole = (before + key).replace(/_(zero|one|other)$/, "");
      found[whole] ??= new Set();
      for (const [, name = ""] of value.matchAll(/\{\{(\w+)\}\}/g)) found[whole].add(name);
    }
  };
  walk(readJson<Texts>("frontend/src/i18n", language, `${namespace}.json`));
  return Object.fromEntries(Object.entries(found).map(([key, names]) => [key, [...names].sort()]));
}

test("every language that can be chosen has its texts", () => {
  expect(languages.sort()).toEqual([...LANGUAGES].sort());
});

describe.each(languages)("the texts in %s", (language) => {
  test.each(namespaces)("%s has every key that English has, and its placeholders", (namespace) => {
    expect(placeholders(language, namespace)).toEqual(placeholders("en", namespace));
  });
});

describe("the sentences of problems", () => {
  const { problems, fixes } = readJson<{ problems: object; fixes: object }>("shared_schema/messages/en.json");

  test("are there for every code", () => {
    expect(Object.keys(problems).sort()).toEqual([...codes].sort());
  });

  test("every kind of fix has a title", () => {
    expect(Object.keys(fixes).sort()).toEqual([...kindSchema.enum].sort());
  });
});

describe("what the page says", () => {
  const descriptions = readJson<Texts>("shared_schema/messages/descriptions/en.json");
  const known: Record<string, Set<string>> = {
    ...Object.fromEntries(namespaces.map((name) => [name, keys("en", name)])),
    descriptions: new Set(keysOf(descriptions)),
  };

  const everything = new Set(Object.values(known).flatMap((texts) => [...texts]));

  test.each(sources(".tsx", ".ts"))("%s names texts that exist", (path) => {
    const text = source(path);
    const own = /useTranslation\(\[?"(\w+)"/.exec(text)?.[1];
    for (const [, quote, raw = ""] of text.matchAll(/\bt\(\s*(["`])([\w.:${}-]+)\1/g)) {
      const [namespace, key] = raw.includes(":") ? raw.split(":", 2) : [own, raw];
      // A file that is handed its `t` may speak for any namespace.
      const there = namespace === undefined ? everything : (known[namespace] ?? new Set<string>());
      const found =
        quote === "`"
          ? [...there].some((each) => each.startsWith((key ?? "").split("${")[0] ?? ""))
          : there.has(key ?? "");
      expect(found, `${path}: ${raw}`).toBe(true);
    }
  });

  test("every problem code has its help: what it means, why, what to do, and an example", () => {
    const entries = [...keys("en", "help")].filter((key) => key.startsWith("code."));
    const parts = ["what", "why", "mend", "example"];
    expect(entries.sort()).toEqual(
      codes.flatMap((code) => parts.map((part) => `code.${code}.${part}`)).sort(),
    );
  });

  test("every problem code has a headline", () => {
    const headlines = [...keys("en", "problems")].filter((key) => key.startsWith("headline."));
    expect(headlines.sort()).toEqual(codes.map((code) => `headline.${code}`).sort());
  });
});

describe("no sentence for people is written in the source", () => {
  /** Errors that are caught and put into words elsewhere, or that only a developer sees. */
  const NOT_SHOWN = /new (Error|TypeError|RangeError|Damaged|TooLarge)\(\s*$/;
  const LITERAL = /(?<before>.{0,40}?)(["'`])(?<text>(?:\\.|(?!\2).)*)\2/gs;
  const SENTENCE = /^[A-Z][\w’']*,? [a-z’']+|[a-z]{2,} [a-z]{2,}.*[.!?…]$/;
  const MARKUP = />\s*(?<text>[A-Za-z][\w’',]* [a-z][\w’', ]*[.!?…]?)\s*</g;

  test.each(sources(".tsx", ".ts"))("%s", (path) => {
    const text = source(path)
      .replace(/\/\*.*?\*\//gs, "")
      .replace(/(^|\s)\/\/[^\n]*/g, "");
    const found = [...text.matchAll(LITERAL)].filter(
      ({ groups }) => SENTENCE.test(groups?.text ?? "") && !NOT_SHOWN.test(groups?.before ?? ""),
    );
    const marked = path.endsWith(".tsx") ? [...text.matchAll(MARKUP)] : [];
    expect([...found, ...marked].map(({ groups }) => groups?.text)).toEqual([]);
  });
});
