import type { NodeReport, Totals } from "@schema";
import { describe, expect, test } from "vitest";
import { dtypeFamily, edgeWidth } from "../../src/document/connect/edgeText";
import { endFace } from "../../src/document/display/boundaryFace";
import { costsOf, dearest, totalOf } from "../../src/document/display/costs";
import type { Document } from "../../src/document/types";
import { bytesText, flopsText, percentText } from "../../src/ui/numbers";
import { chain } from "../support/chain";

const reported = (cost: Partial<NodeReport>): NodeReport => ({
  outputs: [],
  params: 0,
  call: 0,
  flops: 0,
  activations: 0,
  ...cost,
});

const reports = {
  n1: reported({}),
  n2: reported({ params: 36, flops: 68, activations: 16 }),
  n3: reported({ params: 20, flops: 36, activations: 16 }),
  n4: reported({}),
};

describe("[C65] what a node costs", () => {
  test("the calls of a graph have a cost and a share, its ends have none", () => {
    expect(costsOf(chain, reports, "flops", 104)).toEqual([
      { id: "n2", cost: 68, share: 68 / 104 },
      { id: "n3", cost: 36, share: 36 / 104 },
    ]);
  });

  test("weights are counted at the first call alone, operations at every call", () => {
    const again: Document = {
      ...chain,
      graph: {
        ...chain.graph,
        nodes: [...(chain.graph?.nodes ?? []), { kind: "shared", id: "n5", of: "n2" }],
        edges: chain.graph?.edges ?? [],
      },
    };
    const both = { ...reports, n5: reported({ params: 36, flops: 68, activations: 16, call: 1 }) };
    expect(costsOf(again, both, "params", 56).map(({ id }) => id)).toEqual(["n2", "n3"]);
    expect(costsOf(again, both, "flops", 172).map(({ id }) => id)).toEqual(["n2", "n3", "n5"]);
  });

  test("two calls of one nested model weigh once", () => {
    const twice: Document = {
      format: 2,
      graph: {
        nodes: [
          { kind: "model", id: "a", name: "a", model: "tower" },
          { kind: "model", id: "b", name: "b", model: "tower" },
        ],
        edges: [],
      },
    };
    const nodes = { a: reported({ params: 9, flops: 5 }), b: reported({ params: 9, flops: 5 }) };
    expect(costsOf(twice, nodes, "params", 9)).toEqual([{ id: "a", cost: 9, share: 1 }]);
    expect(costsOf(twice, nodes, "flops", 10).map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  test("the dearest come first, and what costs nothing is not among them", () => {
    const costs = [4, 0, 9, 1].map((cost, place) => ({ id: `n${place}`, cost, share: 0 }));
    expect(dearest(costs, 3).map(({ id }) => id)).toEqual(["n2", "n0", "n3"]);
    expect(costs.map(({ cost }) => cost)).toEqual([4, 0, 9, 1]);
  });

  test("a node that reaches no output costs no more than all there is", () => {
    expect(costsOf(chain, reports, "flops", 10)[0]?.share).toBe(1);
    expect(costsOf(chain, reports, "flops", 0)[0]?.share).toBe(0);
    expect(totalOf({ flops: 7 } as Totals, "flops")).toBe(7);
    expect(totalOf(undefined, "flops")).toBe(0);
  });
});

describe("[C68] what stands outside the graph", () => {
  const document: Document = {
    ...chain,
    training: {
      outputs: { answer: { loss: "mse", weight: 0.5, metrics: ["accuracy", { name: "AUC", config: {} }] } },
    },
    data: { dataset: "news", inputs: { features: "text" }, targets: { answer: "label" } },
  } as Document;
  const node = (id: string) => chain.graph?.nodes?.find((each) => each.id === id);

  test("an output has its loss, the weight of it, its metrics and its target", () => {
    expect(endFace(document, node("n4"), null)).toEqual({
      line: "mse",
      rest: " · ×0.5 · accuracy · AUC",
      target: "label",
    });
  });

  test("an input has its field of the data, or, without data, what it takes", () => {
    expect(endFace(document, node("n1"), null).line).toBe("← news.text");
    expect(endFace(chain, node("n1"), null).line).toBe("(8,) float32");
  });

  test("other nodes have nothing outside", () => {
    expect(endFace(document, node("n2"), null)).toEqual({ line: "", rest: "", target: "" });
  });
});

test("[C69] a wire is as heavy as its rows have axes, and coloured by the family of its dtype", () => {
  expect([0, 1, 2, 3, 4].map(edgeWidth)).toEqual([0, 1, 2, 3, 3]);
  expect(["float16", "bfloat16", "int8", "uint32", "bool", "string"].map(dtypeFamily)).toEqual([
    "float",
    "float",
    "int",
    "int",
    "bool",
    "string",
  ]);
});

test("[C65] numbers have the unit that keeps them short", () => {
  expect([0, 999, 1200, 34_000_000, 1.24e9].map(flopsText)).toEqual([
    "0 FLOPs",
    "999 FLOPs",
    "1.2 kFLOPs",
    "34 MFLOPs",
    "1.2 GFLOPs",
  ]);
  expect([5, 23_400, 1.2e9].map(bytesText)).toEqual(["5 B", "23 kB", "1.2 GB"]);
  expect([0, 0.0004, 0.034, 0.34, 1].map(percentText)).toEqual(["0%", "<0.1%", "3.4%", "34%", "100%"]);
});
