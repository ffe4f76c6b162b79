import { expect, test } from "vitest";
import { freshName } from "../../src/document/names";
import type { Document } from "../../src/document/types";
import { dense } from "../support/chain";

const named = (...names: string[]): Document => ({
  format: 2,
  graph: { nodes: names.map((name, index) => dense(`n${index}`, name)), edges: [] },
});

test("[C153] a copy of a copy counts on", () => {
  const names = ["x"];
  for (let copies = 0; copies < 100; copies += 1) names.push(freshName(named(...names), names.at(-1) ?? ""));
  expect(names.slice(0, 3)).toEqual(["x", "x_1", "x_2"]);
  expect(names.at(-1)).toBe("x_100");
});

test("[C153] a name that is free stays, and one that ends in a number counts on past those that are taken", () => {
  expect(freshName(named("x"), "conv_2")).toBe("conv_2");
  expect(freshName(named("conv_2", "conv_3"), "conv_2")).toBe("conv_4");
});
