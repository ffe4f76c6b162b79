import { describe, expect, it } from "vitest";
import type { Document } from "../../src/document/types";
import { linesOfPython } from "../../src/panels/code/highlight";
import { highlightedLines, ownerOf } from "../../src/panels/code/highlightedLines";

const DRAWN: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "layer", id: "n1", name: "encode", layer: "Dense", config: { units: 4 } },
      { kind: "shared", id: "n2", of: "n1" },
    ],
    edges: [],
  },
};
const LINES = [
  { node: "n1", model: null, first: 3, last: 4 },
  { node: "n2", model: null, first: 6, last: 6 },
  { node: "n1", model: "tower", first: 9, last: 9 },
  { node: "n8", model: null, first: 3, last: 9 },
];

describe("the lines of what is selected", () => {
  it("are its own", () => {
    expect([...highlightedLines(LINES, DRAWN, null, ["n1"])]).toEqual([
      [3, "own"],
      [4, "own"],
    ]);
  });

  it("are, of a further call, its own and those that make the layer", () => {
    expect(Object.fromEntries(highlightedLines(LINES, DRAWN, null, ["n2"]))).toEqual({
      3: "made",
      4: "made",
      6: "own",
    });
  });

  it("are those of the graph that is open, though another has the same ids", () => {
    expect([...highlightedLines(LINES, DRAWN, "tower", ["n1"])]).toEqual([[9, "own"]]);
    expect([...highlightedLines(LINES, DRAWN, null, [])]).toEqual([]);
  });
});

it("a line belongs to the node that has the fewest lines there", () => {
  expect(ownerOf(LINES, 3)?.node).toBe("n1");
  expect(ownerOf(LINES, 5)?.node).toBe("n8");
  expect(ownerOf(LINES, 1)).toBeUndefined();
});

it("every line of a Python text is there to the letter, in pieces", () => {
  const text = 'import keras\n\n# The model.\nx = keras.layers.Dense(4, name="a")(y)\n';
  const lines = linesOfPython(text);
  expect(lines.map((line) => line.map((token) => token.text).join(""))).toEqual(
    text.split("\n").slice(0, -1),
  );
  const kindOf = (word: string) => lines.flat().find((token) => token.text === word)?.kind;
  expect(kindOf("import")).toBe("keyword");
  expect(kindOf("# The model.")).toBe("comment");
  expect(kindOf('"a"')).toBe("string");
  expect(kindOf("4")).toBe("literal");
});
