import type { PageInput, PageOutput, PredictedOutput, PredictionPage } from "@schema";
import type { Row } from "../run/predictionRow";
import { type Column, columnOf } from "./columns";
import { applyStep, UnknownValue } from "./steps";

export type Tensors = Readonly<Record<string, Float32Array | Int32Array>>;
/** What the model gives for tensors of one row. */
export type Compute = (tensors: Tensors) => Promise<Record<string, ArrayLike<number>>>;

const LARGEST_WHOLE = 2 ** 31 - 1;

/** The tensors of a row, by their name in the model. Throws `UnknownValue`. */
export function tensorsOf({ fields, inputs }: PredictionPage, row: Row): Tensors {
  const columns = new Map(fields.map((field) => [field.name, columnOf(field, row[field.name] ?? null)]));
  return Object.fromEntries(inputs.map((input) => [input.name, tensorOf(input, columns)]));
}

function tensorOf(input: PageInput, columns: ReadonlyMap<string, Column>): Float32Array | Int32Array {
  let made = input.fields.map((name) => columns.get(name)).filter((column) => column !== undefined);
  for (const step of input.steps) made = applyStep(step, made);
  const numbers = (made[0]?.cells ?? []).map(Number);
  if (input.dtype === "float32") return Float32Array.from(numbers);
  const wrong = numbers.find((x) => !Number.isInteger(x) || Math.abs(x) > LARGEST_WHOLE);
  if (wrong !== undefined) throw new UnknownValue(wrong);
  return Int32Array.from(numbers);
}

/** What the model predicts for a row, as the server would answer. */
export async function predictRow(
  page: PredictionPage,
  compute: Compute,
  row: Row,
): Promise<PredictedOutput[]> {
  const found = await compute(tensorsOf(page, row));
  return page.outputs.map((output) => {
    const numbers = Array.from(found[output.tensor] ?? []);
    const label = labelOf(output, numbers);
    return {
      name: output.name,
      values: [numbers.map((x) => (Number.isFinite(x) ? x : null))],
      classes: output.classes ?? null,
      labels: label === undefined ? null : [label],
    };
  });
}

/** The most probable class; none for an output without classes, or with several a row. */
function labelOf({ classes, shape, logits }: PageOutput, numbers: readonly number[]): string | undefined {
  if (classes == null || shape.length !== 1) return undefined;
  const [first = 0] = numbers;
  if (numbers.length === 1) return classes[first > (logits ? 0 : 0.5) ? 1 : 0];
  return classes[numbers.indexOf(Math.max(...numbers))];
}

/** How far this browser lies from native LiteRT: the largest difference on the rows of the page, and whether it is near. */
export async function compareHere(
  page: PredictionPage,
  compute: Compute,
): Promise<{ largest: number; near: boolean }> {
  let [largest, near] = [0, true];
  for (const { values, outputs } of page.rows) {
    const found = await compute(tensorsOf(page, values as Row));
    for (const [name, expected] of Object.entries(outputs)) {
      const apart = expected.map((x, place) => distance(x, found[name]?.[place]));
      const size = Math.max(...expected.map((x) => Math.abs(x ?? 0)), 1);
      largest = Math.max(largest, ...apart);
      near &&= Math.max(...apart) <= NEAR * size;
    }
  }
  return { largest, near };
}

/** How far numbers may lie apart, for outputs about 1. */
const NEAR = 1e-5;

function distance(expected: number | null, found: number | undefined): number {
  if (expected === null) return Number.isFinite(found) ? Number.POSITIVE_INFINITY : 0;
  return found === undefined || Number.isNaN(found) ? Number.POSITIVE_INFINITY : Math.abs(expected - found);
}
