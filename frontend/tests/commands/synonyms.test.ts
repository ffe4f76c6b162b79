import type { Catalog } from "@schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMAND_IDS, type CommandId } from "../../src/commands/registry";
import { allChoices, searchChoices } from "../../src/document/add/paletteSearch";
import { i18n } from "../../src/i18n";
import { changeLanguage, LANGUAGES, loadNamespaces } from "../../src/i18n/languages";
import { matchingCommands, type PaletteEntry } from "../../src/panels/commands/paletteEntries";
import { synonymsOf, synonymsOfEntry } from "../../src/state/synonyms";
import { readJson } from "../files";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const lines = (): PaletteEntry[] =>
  COMMAND_IDS.map((id) => ({
    id,
    group: "",
    title: i18n.t(`commands:title.${id}`),
    action: { command: id },
  }));
const commands = (text: string) => matchingCommands(i18n.t, lines(), text).map(({ id }) => id as CommandId);
const layers = (text: string) =>
  searchChoices(allChoices(catalog, { input: "", output: "" }), text, synonymsOfEntry).map(
    ({ title }) => title,
  );

beforeAll(() => loadNamespaces("synonyms"));
afterAll(() => changeLanguage("en"));

test.each(LANGUAGES)("[C155] every command has synonyms in %s", async (language) => {
  await changeLanguage(language);
  for (const id of COMMAND_IDS) expect(synonymsOf("command", id), id).not.toEqual([]);
});

test("[C155] only entries of the catalogue have synonyms", () => {
  const named = { ...catalog.layers, ...catalog.applications };
  const { entry } = readJson<{ entry: Record<string, string> }>("frontend/src/i18n/en/synonyms.json");
  expect(Object.keys(entry).filter((name) => named[name] === undefined)).toEqual([]);
});

describe("[C155] what people call it", () => {
  beforeAll(() => changeLanguage("en"));

  test.each<[string, CommandId]>([
    ["export", "file.exportJson"],
    ["import", "file.import"],
    ["download", "file.exportJson"],
    ["upload", "file.import"],
    ["dataset", "view.data"],
    ["csv", "file.addData"],
    ["predict", "view.training"],
    ["evaluate", "view.training"],
    ["weights", "view.costParams"],
    ["freeze", "graph.settings"],
    ["validation", "view.training"],
    ["share", "file.copyLink"],
    ["remove", "edit.delete"],
  ])("%s finds the command %s", (text, id) => {
    expect(commands(text)).toContain(id);
  });

  test("finds no command by signs that are strewn over its title", () => {
    expect(commands("delete")).not.toContain("view.palette");
    expect(commands("share")).not.toContain("view.costParams");
    expect(commands("csv")).not.toContain("file.exportSvg");
  });

  test.each([
    ["fully connected", "Dense"],
    ["resize", "Resizing"],
    ["transformer", "MultiHeadAttention"],
    ["one hot", "CategoryEncoding"],
    ["batchnorm", "BatchNormalization"],
  ])("%s finds the layer %s first", (text, layer) => {
    expect(layers(text)[0]).toBe(layer);
  });

  test.each([
    ["zh-CN", "全连接", "导出"],
    ["zh-TW", "全連接", "匯出"],
    ["ko", "완전 연결", "내보내기"],
  ] as const)("is found in %s, and in English too", async (language, dense, exported) => {
    await changeLanguage(language);
    expect(layers(dense)[0]).toBe("Dense");
    expect(layers("fully connected")[0]).toBe("Dense");
    expect(commands(exported)).toContain("file.exportJson");
  });
});
