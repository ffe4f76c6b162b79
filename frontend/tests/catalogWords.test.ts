import type { Catalog } from "@schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allChoices, searchChoices } from "../src/document/add/paletteSearch";
import { changeLanguage, LANGUAGES } from "../src/i18n/languages";
import { useCatalog } from "../src/state/catalog";
import { readJson } from "./files";
import { serve, type TestServer } from "./support/server";

/** What the catalogue says of these in one line each, the page says in its own language. */
const KINDS = [
  "layers",
  "applications",
  "ops",
  "losses",
  "metrics",
  "optimizers",
  "schedules",
  "initializers",
  "regularizers",
  "constraints",
  "activations",
  "callbacks",
  "recipe_steps",
] as const satisfies (keyof Catalog)[];

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

let server: TestServer;

beforeAll(async () => {
  server = await serve(() => ({ status: 200, body: catalog }));
});
afterAll(async () => {
  await changeLanguage("en");
  await server.stop();
});

describe.each(LANGUAGES.filter((language) => language !== "en"))("the catalogue in %s", (language) => {
  const words = readJson<Record<string, Record<string, string>>>(
    "shared_schema/messages/descriptions",
    `${language}.json`,
  );
  const { group } = readJson<Record<string, Record<string, string>>>(
    "frontend/src/i18n",
    language,
    "catalog.json",
  );

  test.each(KINDS)("says of all %s what they do", (kind) => {
    const said = Object.keys(words[kind] ?? {});
    // What is refused has a reason instead, and may have words.
    const offered = Object.entries(catalog[kind] ?? {}).filter(
      ([, entry]) => !("refused" in entry && entry.refused),
    );
    expect(said).toEqual(expect.arrayContaining(offered.map(([name]) => name)));
    expect(Object.keys(catalog[kind] ?? {})).toEqual(expect.arrayContaining(said));
    for (const text of Object.values(words[kind] ?? {})) {
      expect(text).toMatch(language === "ko" ? /^.+\p{Script=Hangul}.*\.$/u : /^.+\p{Script=Han}.*。$/u);
      expect(text).not.toContain("\n");
    }
  });

  test("says nothing of what the catalogue does not hold", () => {
    expect(Object.keys(words).sort()).toEqual([...KINDS, "templates", "datasets"].sort());
  });

  test("has words for every group of operations", () => {
    const groups = new Set(Object.values(catalog.ops).map(({ group }) => group));
    expect(Object.keys(group ?? {}).sort()).toEqual([...groups].sort());
  });
});

test.each([
  ["zh-CN", "二维卷积", "Conv2D"],
  ["zh-TW", "二維卷積", "Conv2D"],
  ["ko", "2차원 합성곱", "Conv2D"],
  ["ko", "임베딩", "Embedding"],
  ["zh-CN", "残差", "ResNet50"],
  ["zh-CN", "矩阵乘法", "matmul"],
  ["zh-TW", "變異數", "var"],
  ["ko", "표준편차", "std"],
] as const)("in %s, %s finds %s, and the English comes back", async (language, typed, name) => {
  await changeLanguage("en");
  await useCatalog.getState().load();
  await changeLanguage(language);
  expect(found(typed)).toContain(name);
  expect(found(name)).toContain(name);
  await changeLanguage("en");
  expect(useCatalog.getState().catalog?.layers.Conv2D?.text).toBe(catalog.layers.Conv2D?.text);
});

test("losses, metrics, optimizers and callbacks are described in the language of the page", async () => {
  await changeLanguage("en");
  await useCatalog.getState().load();
  for (const [language, each] of [
    ["zh-CN", ["均方误差", "决定系数", "随机梯度下降", "早停"]],
    ["zh-TW", ["均方誤差", "決定係數", "隨機梯度下降", "提早停止"]],
    ["ko", ["평균 제곱 오차", "결정계수", "확률적 경사 하강법", "조기 종료"]],
  ] as const) {
    await changeLanguage(language);
    const read = useCatalog.getState().catalog;
    const described = [
      read?.losses.MeanSquaredError?.text,
      read?.metrics.R2Score?.text,
      read?.optimizers.SGD?.text,
      read?.callbacks.EarlyStopping?.text,
    ];
    expect(described).toEqual(each.map((text) => expect.stringContaining(text)));
  }
});

function found(typed: string): string[] {
  const { catalog: read } = useCatalog.getState();
  if (read === null) return [];
  return searchChoices(allChoices(read, { input: "", output: "" }), typed).map(({ title }) => title);
}
