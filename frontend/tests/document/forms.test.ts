import type { Catalog, Parameter } from "@schema";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import {
  accepts,
  layersOfNodes,
  newInner,
  readInner,
  withInnerSetting,
} from "../../src/document/catalog/wrappedLayers";
import type { Document, Json } from "../../src/document/types";
import { parameterText, readConstant, typedParameter } from "../../src/document/values/literals";
import { readSubscript, subscriptText } from "../../src/document/values/subscripts";
import { readJson } from "../files";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

const slice = (start: number | null, stop: number | null, step: number | null = null): Json => ({
  slice: [start, stop, step],
});

describe("what stands in square brackets", () => {
  it.each<[string, Json]>([
    ["0", 0],
    [":", slice(null, null)],
    ["1:3", slice(1, 3)],
    ["::2", slice(null, null, 2)],
    [":, 0", [slice(null, null), 0]],
    ["..., -1", ["...", -1]],
    [":, None", [slice(null, null), null]],
    ["None,", [null]],
    ["5,", [5]],
    [":, 0, ..., ::-1", [slice(null, null), 0, "...", slice(null, null, -1)]],
  ])("%s is read and written back", (text, value) => {
    expect(readSubscript(text)).toEqual(value);
    expect(subscriptText(value)).toBe(text);
  });

  it.each<[string, Json]>([
    ["[ : , 0 ]", [slice(null, null), 0]],
    ["None", [null]],
    ["1:None", slice(1, null)],
    [":, newaxis", [slice(null, null), null]],
  ])("%s is read too", (text, value) => expect(readSubscript(text)).toEqual(value));

  it.each(["", "x", "1.5", "::0", "1:2:3:4", "..., ...", ":,,0", "a:b", "99999999999999999999"])(
    "%s is none",
    (text) => expect(readSubscript(text)).toBeNull(),
  );
});

describe("what a person types for an argument", () => {
  it.each<[string, Json]>([
    ["0.5", 0.5],
    [".5", 0.5],
    ["1.", { float: 1 }],
    ["1e-3", 0.001],
    ["-2", -2],
    ["True", true],
    ["1, 2, 3", [1, 2, 3]],
    ["(1, 2)", [1, 2]],
    [
      "[1, 2], [3, 4]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["2.0", { float: 2 }],
    ["-3.", { float: -3 }],
    ["1e3", { float: 1000 }],
    ["1.0, 2, 0.5", [{ float: 1 }, 2, 0.5]],
  ])("the constant %s", (text, value) => expect(readConstant(text)).toEqual(value));

  it("[G133] a float that is whole is shown with its point, and typed again is the same", () => {
    expect(parameterText({ float: 2 }, "constant")).toBe("2.0");
    expect(parameterText([{ float: 1 }, 2], "constant")).toBe("1.0, 2");
    expect(typedParameter(parameterText({ float: 2 }, "constant"), "constant")).toEqual({ float: 2 });
  });

  it.each(["", "x", "[]", "1, x", "1e999", '"1"', "null", "{}"])("%s is no constant", (text) =>
    expect(readConstant(text)).toBeNull(),
  );

  it.each<[Parameter["type"], Json, string]>([
    [
      "constant",
      [
        [1, 2],
        [3, 4],
      ],
      "[1, 2], [3, 4]",
    ],
    ["constant", [5], "5,"],
    ["constant", 0.25, "0.25"],
    ["ints", [3, 3], "3, 3"],
    ["shape", [4, 4], "4, 4"],
    ["open_shape", [null, 1, 1, 1], "None, 1, 1, 1"],
    ["strings", ["red", "dark green"], "red\ndark green"],
    ["subscript", [slice(null, null), 0], ":, 0"],
    ["int_tuple", [3, 3], "3"],
    ["number_or_list", [0.5, 0.5], "0.5, 0.5"],
  ])("a value of type %s reads back as it is written", (type, value, text) => {
    expect(parameterText(value, type)).toBe(text);
    if (type !== "int_tuple") expect(typedParameter(text, type)).toEqual(value);
  });

  it("keeps what it cannot read, for the checker to judge", () => {
    expect(typedParameter("one, two", "ints")).toBe("one, two");
    expect(typedParameter(":, x", "subscript")).toBe(":, x");
    expect(typedParameter("wide", "constant")).toBe("wide");
  });
});

describe("an output with another name", () => {
  it("keeps the field that weighs its rows", () => {
    const node = { kind: "output" as const, id: "n1", name: "age" };
    const document: Document = {
      format: 2,
      graph: { nodes: [node], edges: [] },
      data: { sample_weights: { age: "certain" } },
    };
    const after = applyEdits(document, [{ type: "rename", node: "n1", name: "years" }]);
    expect(after.data?.sample_weights).toEqual({ years: "certain" });
  });
});

describe("layers inside layers", () => {
  const parameterOf = (layer: string, name: string): Parameter => {
    const found = catalog.layers[layer]?.parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(`${layer} has no ${name}`);
    return found;
  };
  const entry = (name: string) => {
    const found = catalog.layers[name];
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  };

  it("reads the three kinds, and nothing else", () => {
    expect(readInner({ layer: "LSTM" })).toEqual({ kind: "layer", layer: "LSTM", config: {} });
    expect(readInner({ model: "tower" })).toEqual({ kind: "model", model: "tower" });
    expect(readInner({ of: "n3" })).toEqual({ kind: "of", node: "n3" });
    for (const value of [null, undefined, 3, "LSTM", [], { config: {} }]) expect(readInner(value)).toBeNull();
  });

  it("takes the layers that the catalogue names, or any that takes one tensor", () => {
    const both = parameterOf("Bidirectional", "layer");
    expect([accepts(both, entry("GRU")), accepts(both, entry("Dense"))]).toEqual([true, false]);
    const steps = parameterOf("TimeDistributed", "layer");
    const may = ["Dense", "Bidirectional", "Concatenate", "LSTMCell", "StackedRNNCells", "Lambda"];
    expect(may.filter((name) => accepts(steps, entry(name)))).toEqual(["Dense", "Bidirectional"]);
  });

  it("keeps the settings that two layers have in common, and begins with what the new one needs", () => {
    const before = readInner({ layer: "LSTM", config: { units: 7, unit_forget_bias: false } });
    expect(newInner(entry("GRU"), before, entry("LSTM"))).toEqual({ layer: "GRU", config: { units: 7 } });
    const fresh = newInner(entry("Dense"), null, undefined);
    expect(fresh).toEqual({ layer: "Dense", config: { units: entry("Dense").parameters[0]?.suggested } });
  });

  it("sets one setting and leaves the others", () => {
    const inner = { kind: "layer" as const, layer: "LSTM", config: { units: 7, dropout: 0.5 } };
    expect(withInnerSetting(inner, "units", 8)).toEqual({
      layer: "LSTM",
      config: { units: 8, dropout: 0.5 },
    });
    expect(withInnerSetting(inner, "dropout", undefined)).toEqual({ layer: "LSTM", config: { units: 7 } });
  });

  it("offers the layers of other nodes, but none that holds the one at hand", () => {
    const layer = (id: string, name: string, config = {}) => ({
      kind: "layer" as const,
      id,
      name: id,
      layer: name,
      config,
    });
    const document: Document = {
      format: 2,
      graph: {
        nodes: [
          layer("n1", "TimeDistributed"),
          layer("n2", "TimeDistributed", {
            layer: { layer: "TimeDistributed", config: { layer: { of: "n1" } } },
          }),
          layer("n3", "Dense", { units: 3 }),
          layer("n4", "Concatenate"),
          { kind: "model", id: "n5", name: "base", model: "base" },
        ],
        edges: [],
      },
    };
    const offered = layersOfNodes(document, "n1", parameterOf("TimeDistributed", "layer"), catalog);
    expect(offered.map((node) => node.id)).toEqual(["n3", "n5"]);
  });
});
