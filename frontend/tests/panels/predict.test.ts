import type { EncodedArray, PredictionField } from "@schema";
import { describe, expect, test } from "vitest";
import { latestOnly } from "../../src/panels/predict/latestOnly";
import { blank, bytesOf, pixelsFrom, withStroke } from "../../src/panels/predict/pixels";
import { encodedRow } from "../../src/run/encodedRow";
import { controlOf, curlSnippet, plainCell, pythonSnippet } from "../../src/run/predictionRow";

const field = (shape: (number | null)[], kind: PredictionField["kind"] = "number"): PredictionField => ({
  name: "x",
  kind,
  shape,
  input: "x",
  window: null,
  may_be_missing: false,
  minimum: null,
  maximum: null,
});

describe("[C180] a question to a run", () => {
  test.each([
    [field([]), "number"],
    [field([1]), "number"],
    [field([4]), "numbers"],
    [field([500]), "json"],
    [field([8, 8, 1]), "pixels"],
    [field([28, 28]), "pixels"],
    [field([96, 96, 3]), "pixels"],
    [field([null, 12]), "json"],
    [field([], "text"), "text"],
    [field([], "boolean"), "boolean"],
    [field([null, null, 3], "image"), "picture"],
    [{ ...field([8]), window: 8 }, "numbers"],
    [{ ...field([8, 8]), window: 8 }, "json"],
  ] as const)("%j is set by its own control", (given, control) => {
    expect(controlOf(given)).toBe(control);
  });

  test("has numbers of 32 bits as a person writes them", () => {
    expect(plainCell([Math.fround(5.1), [Math.fround(0.2)], "5.1", null])).toEqual([5.1, [0.2], "5.1", null]);
    expect(plainCell(Math.fround(1 / 3))).toBeCloseTo(1 / 3, 7);
    expect(Math.fround(plainCell(Math.fround(1 / 3)) as number)).toBe(Math.fround(1 / 3));
  });

  test("is a command and a script, whatever quotes it has", () => {
    const row = { rows: [{ note: `it's "so"` }] };
    expect(curlSnippet("http://here", "r", row)).toContain(`'{"rows":[{"note":"it'\\''s \\"so\\""}]}'`);
    expect(pythonSnippet("http://here", "r", row)).toContain(
      String.raw`body = "{\"rows\":[{\"note\":\"it's \\\"so\\\"\"}]}"`,
    );
  });

  test("has pixels in the range of the data, and a stroke is brightest in its middle", () => {
    const size = { height: 4, width: 4, channels: 1 };
    const range = { low: 0, high: 16 };
    const empty = blank(size, range, true);
    const drawn = withStroke(empty, 1.5, 1.5, 0.6, range);
    expect(drawn[1]?.[1]).toEqual([16]);
    expect(drawn[3]?.[3]).toEqual([0]);
    expect(pixelsFrom(bytesOf(drawn, size, range), size, range, true)[1]?.[1]).toEqual([16]);
    expect(withStroke(drawn, 3.5, 3.5, 0.6, range)[1]?.[1]).toEqual([16]);
  });
});

test("[C181] of the questions that come while one is answered, the newest is asked", async () => {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const ask = latestOnly<number>((value) => {
    asked.push(value);
    return new Promise((resolve) => answers.push(resolve));
  });
  for (const value of [1, 2, 3]) ask(value);
  expect(asked).toEqual([1]);
  answers[0]?.();
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  expect(asked).toEqual([1, 3]);
});

test("[R421] large images are sent as bytes, everything else as it is", () => {
  const image = Array.from({ length: 40 }, (_, y) => Array.from({ length: 40 }, (_, x) => [y + x / 64]));
  const fields = [field([40, 40, 1]), { ...field([4]), name: "few" }, { ...field([], "text"), name: "word" }];
  const row = encodedRow({ x: image, few: [1, 2, 3, 4], word: "sun" }, fields);
  expect(row).toMatchObject({ few: [1, 2, 3, 4], word: "sun" });
  const { dtype, shape, base64 } = row.x as EncodedArray;
  expect([dtype, shape]).toEqual(["float32", [40, 40, 1]]);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  expect([...new Float32Array(bytes.buffer)]).toEqual(image.flat(2));
});
