import type { PageInput, PredictionField } from "@schema";
import { describe, expect, it, test } from "vitest";
import { columnOf } from "../../src/predictionPage/columns";
import { applyStep, UnknownValue } from "../../src/predictionPage/steps";
import type { Cell } from "../../src/run/predictionRow";
import { readJson } from "../files";

interface Case {
  sources: string[];
  steps: PageInput["steps"];
  rows: Cell[][];
  shape: number[];
  made: (number | null)[][];
}

const KINDS: Record<string, PredictionField["kind"]> = { number: "number", text: "text" };
const SHAPES: Record<string, number[]> = { pair: [2], pixels: [2, 2, 3] };

function made(steps: PageInput["steps"], sources: string[], row: Cell[]) {
  let columns = sources.map((name, place) => {
    const field = { name, kind: KINDS[name] ?? "integer", shape: SHAPES[name] ?? [], input: "x" };
    return columnOf(field as PredictionField, row[place] ?? null);
  });
  for (const step of steps) columns = applyStep(step, columns);
  return columns[0];
}

const cases = readJson<Case[]>("tests/cases/page_steps.json");

describe("[I461] the steps of the page make of rows what Keras makes of them", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(25));
  test.each(cases.map((each) => [each.steps.map((step) => step.kind).join(", "), each] as const))(
    "%s",
    (_, { steps, sources, rows, made: expected, shape }) => {
      for (const [place, row] of rows.entries()) {
        const found = made(steps, sources, row);
        const numbers = expected[place]?.map((number) => number ?? Number.NaN);
        expect(found?.cells).toEqual(numbers);
        expect(shape.reduce((product, length) => product * length, 1)).toBe(numbers?.length);
      }
    },
  );
});

it("[I461] a value that a step has no place for is named", () => {
  const known = [{ kind: "look_up", tokens: ["red"], unknown: null }] as const;
  expect(() => made([...known] as unknown as PageInput["steps"], ["text"], ["blue"])).toThrow(UnknownValue);
});
