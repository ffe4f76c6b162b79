import { type Column, columnsOf, LEARNING_RATE, type NonFiniteValue } from "./columns";
import type { RunView } from "./state";

/** One curve: a number for each epoch. */
export interface Line {
  /** Keras's name for it: `loss`, `val_answer_accuracy`. */
  name: string;
  /** The same without the output, which the chart's title says. */
  label: string;
  validation: boolean;
  /** Of which of the runs that are drawn together, from 0. */
  run: number;
  values: Column;
}

/** The way through the epoch under way, in the running means that Keras logs after each batch. */
export interface BatchCurve {
  name: string;
  run: number;
  /** In epochs: between whole numbers. */
  at: readonly number[];
  values: readonly (number | null)[];
}

export type RunNonFinite = NonFiniteValue & { run: number };

/** The curves of one loss or metric, training and validation. */
export interface ChartSeries {
  /** Keras's name without `val_`: `loss`, `answer_accuracy`. */
  id: string;
  /** The output that it belongs to; `null` for the whole model. */
  output: string | null;
  /** The loss or metric, without its output: `loss`, `accuracy`. */
  measure: string;
  /** How many epochs the longest curve has. */
  length: number;
  lines: readonly Line[];
  batchCurves: readonly BatchCurve[];
  nonFinite: readonly RunNonFinite[];
}

const VALIDATION = "val_";

/** What there is to draw of a run: the whole loss first, then each output's loss and metrics, then all else. */
export function chartsOf(view: RunView, run = 0): ChartSeries[] {
  const columns = columnsOf(view.epochs);
  const outputs = view.plan?.outputs ?? [];
  const groups = new Map<string, string[]>();
  for (const name of namesOf(view, columns.byName)) {
    const id = baseOf(name);
    groups.set(id, [...(groups.get(id) ?? []), name]);
  }
  const charts = [...groups].map(([id, names]): ChartSeries => {
    const owner = ownerOf(id, outputs);
    const ordered = names.toSorted((a, b) => Number(isValidation(a)) - Number(isValidation(b)));
    return {
      id,
      ...owner,
      length: columns.length,
      lines: ordered.map((name) => ({
        name,
        label: isValidation(name) ? VALIDATION + owner.measure : owner.measure,
        validation: isValidation(name),
        run,
        values: columns.byName.get(name) ?? [],
      })),
      batchCurves: ordered.flatMap((name) => batchCurveOf(view, name, run)),
      nonFinite: columns.breaks.filter(({ name }) => names.includes(name)).map((each) => ({ ...each, run })),
    };
  });
  return charts.sort((a, b) => rank(a, outputs) - rank(b, outputs));
}

/** The charts of several runs, those of one measure laid over each other; in the order of the first that has each. */
export function overlaid(views: readonly RunView[]): ChartSeries[] {
  const found = new Map<string, ChartSeries>();
  for (const [run, view] of views.entries()) {
    for (const chart of chartsOf(view, run)) {
      const known = found.get(chart.id);
      found.set(chart.id, known === undefined ? chart : together(known, chart));
    }
  }
  return [...found.values()];
}

function together(a: ChartSeries, b: ChartSeries): ChartSeries {
  return {
    ...a,
    length: Math.max(a.length, b.length),
    lines: [...a.lines, ...b.lines],
    batchCurves: [...a.batchCurves, ...b.batchCurves],
    nonFinite: [...a.nonFinite, ...b.nonFinite],
  };
}

/** A rate that stays as it was set says nothing that the facts do not. */
function namesOf(view: RunView, byName: ReadonlyMap<string, Column>): Set<string> {
  const names = new Set(byName.keys());
  for (const name in view.steps.at(-1)?.logs ?? {}) names.add(name);
  const rates = byName.get(LEARNING_RATE);
  if (rates?.every((rate) => rate === null || rate === rates[0])) names.delete(LEARNING_RATE);
  return names;
}

function batchCurveOf(view: RunView, name: string, run: number): BatchCurve[] {
  const { steps, plan } = view;
  if (steps.length === 0 || !steps.some(({ logs }) => name in logs)) return [];
  const start = view.epoch ?? view.epochs.length;
  const at = steps.map(({ batch }) => start + Math.min(batch / Math.max(plan?.steps ?? batch, 1), 1));
  return [{ name, run, at, values: steps.map(({ logs }) => logs[name] ?? null) }];
}

export function isValidation(name: string): boolean {
  return name.startsWith(VALIDATION);
}

/** A name without `val_`: the two curves of one measure. */
export function baseOf(name: string): string {
  return isValidation(name) ? name.slice(VALIDATION.length) : name;
}

/** With several outputs, Keras puts an output's name before its measures; the longest that fits is the one. */
export function ownerOf(id: string, outputs: readonly string[]): { output: string | null; measure: string } {
  if (outputs.length < 2) return { output: null, measure: id };
  const [owner] = outputs
    .filter((output) => id.startsWith(`${output}_`))
    .toSorted((a, b) => b.length - a.length);
  return owner === undefined
    ? { output: null, measure: id }
    : { output: owner, measure: id.slice(owner.length + 1) };
}

function rank(chart: ChartSeries, outputs: readonly string[]): number {
  if (chart.id === "loss") return -1;
  if (chart.id === LEARNING_RATE) return Number.MAX_SAFE_INTEGER;
  const index = chart.output === null ? outputs.length : outputs.indexOf(chart.output);
  return index * 2 + (chart.measure === "loss" ? 0 : 1);
}
