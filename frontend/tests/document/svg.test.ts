import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Catalog, NodeReport } from "@schema";
import { describe, expect, test } from "vitest";
import { cut, widthOf, wrapped } from "../../src/document/display/measureText";
import { classOf, edgesOf, nodesOf, titleOf } from "../../src/document/graph";
import { positionOf } from "../../src/document/layout/positions";
import { modelAsDocument, modelsOf } from "../../src/document/nestedModels";
import { type DrawOptions, drawDocument } from "../../src/document/svg/drawDocument";
import { escaped } from "../../src/document/svg/elements";
import type { Words } from "../../src/document/svg/nodeText";
import { drawSmall } from "../../src/document/svg/thumbnail";
import type { Document } from "../../src/document/types";
import { REPOSITORY, readJson } from "../files";
import { chain, nested } from "../support/chain";
import { palette } from "../support/palette";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const light = palette("light");
const words: Words = {
  call: (number) => `call ${number}`,
  firstCall: (name, number) => `${name} · call ${number}`,
  sameWeights: (number) => `same weights as call ${number}`,
  model: (layers) => `model · ${layers} layers`,
  modelOfMany: "model",
  run: "trained run",
};
const wish: DrawOptions = { catalog, nodes: null, inside: false, words, palette: light, flow: "down" };

function documents(...folder: string[]): [string, Document][] {
  return readdirSync(join(REPOSITORY, ...folder))
    .filter((name) => name.endsWith(".json"))
    .map((name): [string, Document] => [name, readJson<{ document: Document }>(...folder, name).document])
    .filter(([, document]) => isOwnNotation(document));
}

/** Documents in Keras's notation are read by the server before the page has them. */
function isOwnNotation(document: Document): boolean {
  return nodesOf(document).every((node) => node.kind !== "layer" || typeof node.layer === "string");
}

const all = [...documents("tests", "cases", "valid"), ...documents("backend", "layerloom", "templates")];

/** The texts of a picture as a reader of the file has them. */
function parsed(svg: string): globalThis.Document {
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(read.querySelector("parsererror")).toBeNull();
  return read;
}

function texts(svg: string): string[] {
  return [...parsed(svg).querySelectorAll("text")].map((text) => text.textContent ?? "");
}

describe.each(all)("the picture of %s", (_name, document) => {
  const { svg, width, height } = drawDocument(document, wish);

  test("[C58] names every node, and has every wire", () => {
    const said = texts(svg);
    for (const node of nodesOf(document)) {
      if (node.kind === "op") continue;
      const title = titleOf(document, node);
      const start = title.slice(0, 8);
      expect(
        said.some((text) => text.startsWith(start)),
        title,
      ).toBe(true);
    }
    const curves = [...parsed(svg).querySelectorAll("path")].filter(
      (path) => path.getAttribute("fill") === "none",
    );
    expect(curves.length).toBe(edgesOf(document).length);
  });

  test("[C58] shows every node whole, and is the same each time", () => {
    const [x = 0, y = 0] = (/viewBox="(\S+) (\S+)/.exec(svg) ?? []).slice(1).map(Number);
    for (const { id } of nodesOf(document)) {
      const place = positionOf(document, id);
      expect(place.x).toBeGreaterThanOrEqual(x);
      expect(place.y).toBeGreaterThanOrEqual(y);
      expect(place.x + 196).toBeLessThanOrEqual(x + width);
      expect(place.y + 50).toBeLessThanOrEqual(y + height);
    }
    expect(drawDocument(structuredClone(document), wish)).toEqual({ svg, width, height });
  });

  test("[C58] has its colours in itself, and nothing that is fetched or run", () => {
    for (const theme of ["light", "dark"] as const) {
      const own = palette(theme);
      const drawn = drawDocument(document, { ...wish, palette: own, flow: "right" }).svg;
      const used = [...drawn.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map((found) => found[1] ?? "");
      const known = new Set([...Object.values(own), "none"]);
      expect(used.filter((colour) => !known.has(colour))).toEqual([]);
      expect(drawn).not.toMatch(/<script|href|url\(|var\(|style=|on\w+="/);
    }
  });

  test("[C58] stands small without a word", () => {
    const small = drawSmall(document, catalog, light);
    expect(texts(small.svg)).toEqual([]);
    expect(small.height).toBeLessThan(height + 40);
    expect(parsed(small.svg).querySelectorAll("rect").length).toBe(2 * nodesOf(document).length);
  });
});

test("[C58] a further call is dashed and says which call it is", () => {
  const twin = all.find(([name]) => name === "twin-digits.json")?.[1] ?? chain;
  const { svg } = drawDocument(twin, wish);
  expect(texts(svg)).toContain("Conv2D · call 1");
  expect(texts(svg)).toContain("same weights as call 0");
  expect(svg.match(/stroke-dasharray/g)?.length).toBe(
    nodesOf(twin).filter((node) => node.kind === "shared").length,
  );
  const said = nodesOf(twin).find((node) => node.kind === "shared");
  expect(said && classOf(twin, said)).toBe("Conv2D");
});

test("[C94] a name comes first: where it leaves no room the class is below it, the number of a call never is", () => {
  const named = (id: string, name: string, layer: string, label?: string) =>
    ({ kind: "layer", id, name, layer, config: {}, ...(label ? { label } : {}) }) as const;
  const document: Document = {
    format: 2,
    graph: {
      nodes: [
        named("a", "hidden", "Dense"),
        named("b", "concatenate_parts", "Concatenate"),
        named("c", "joined", "Concatenate", "图像与文本特征的拼接"),
        named("d", "batch_normalization_of_all_12", "BatchNormalization"),
        named("e", "a_very_long_name_that_is_shared", "Dense"),
        { kind: "shared", id: "f", of: "e" },
      ],
      edges: [],
    },
  };
  const said = texts(drawDocument(document, wish).svg);
  expect(said).toEqual(
    expect.arrayContaining(["hidden", "Dense", "concatenate_parts", "图像与文本特征的拼接"]),
  );
  // Where a name leaves no room beside it, the class is on the line below, as a whole.
  expect(said.filter((text) => text.startsWith("Conca"))).toEqual(["Concatenate", "Concatenate"]);
  expect(said).toContainEqual(expect.stringMatching(/^batch_normal.*…_12$/));
  expect(said).toContain("BatchNormalization");
  expect(said.filter((text) => text.startsWith("call "))).toEqual(["call 0", "call 1"]);
  expect(said.filter((text) => text.startsWith("a_very_long"))).toHaveLength(2);
});

test("[C58] a wire says its shape where a check has reported it, and the dtype where it changes", () => {
  const nodes: Record<string, NodeReport> = {
    n1: {
      outputs: [{ shape: [null, 8, null], dtype: "int32" }],
      params: 0,
      call: 0,
      flops: 0,
      activations: 0,
    },
    n2: { outputs: [{ shape: [null, 4], dtype: "float32" }], params: 0, call: 0, flops: 0, activations: 0 },
  };
  const said = texts(drawDocument(chain, { ...wish, nodes }).svg);
  expect(said).toContain("8 × ? int32");
  expect(said).toContain("4 float32");
});

test("[C58] a nested model is a card with sheets under it, and its own graph can be drawn", () => {
  const document = nested(chain, ["n2", "n3"]);
  const [name = ""] = Object.keys(modelsOf(document));
  expect(texts(drawDocument(document, wish).svg)).toContain("model · 2 layers");
  const inner = modelAsDocument(document, name) ?? chain;
  const inside = texts(drawDocument(inner, { ...wish, inside: true }).svg);
  expect(inside).toContain("hidden");
  expect(inside).toContain("(8,) float32");
});

test("[C58] labels of any script are written as text, whatever signs are in them", () => {
  const label = `질문 <b>&"'\u0007\ud800]]>`;
  const document: Document = {
    ...chain,
    graph: { nodes: [{ kind: "input", id: "n1", name: "features", label, shape: [8] }], edges: [] },
    notes: { a: { text: "답 <script>\n둘째", x: -300, y: 0, width: 120, height: 80 } },
  };
  const { svg } = drawDocument(document, { ...wish, title: "제목 & <x>" });
  const said = texts(svg);
  expect(said).toContain("제목 & <x>");
  expect(said.some((text) => text.startsWith("질문 <b>&"))).toBe(true);
  expect(said).toContain("답 <script>");
  expect(said).toContain("둘째");
  expect(svg).not.toContain("<script");
  expect(Number(/viewBox="(\S+)/.exec(svg)?.[1])).toBeLessThanOrEqual(-300);
});

test("[C58] a graph without nodes is an empty picture, and one with a node twice draws it once", () => {
  const empty = drawDocument({ format: 2, graph: { nodes: [], edges: [] } }, wish);
  expect(texts(empty.svg)).toEqual([]);
  expect(empty.width).toBeGreaterThan(0);
  const [input] = nodesOf(chain);
  if (input === undefined) throw new Error("The chain has no input.");
  const twice = { ...chain, graph: { nodes: [input, input], edges: [] } };
  expect(texts(drawDocument(twice, wish).svg).filter((text) => text === "features").length).toBe(1);
});

test("texts are cut to their room, between whole signs", () => {
  const type = { size: 13 };
  for (const text of [
    "a_very_long_name_of_a_layer",
    "아주 긴 이름의 층입니다 여기에",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
  ]) {
    const shown = cut(text, 60, type);
    expect(shown.endsWith("…")).toBe(true);
    expect(widthOf(shown, type)).toBeLessThanOrEqual(60);
    expect(text.startsWith(shown.slice(0, -1))).toBe(true);
  }
  expect(cut("short", 60, type)).toBe("short");
  expect(wrapped("one two three", 40, { size: 12 })).toEqual(["one", "two", "three"]);
  expect(wrapped("넓은글자", 30, { size: 12 })).toEqual(["넓은", "글자"]);
});

test("what stands in a file is escaped", () => {
  expect(escaped(`<a b="c">&'\u0000`)).toBe("&lt;a b=&quot;c&quot;&gt;&amp;'\ufffd");
});
