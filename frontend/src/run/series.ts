import type { RunView } from "./state";

/** One curve. Its values stand at the chart's `at`; `null` is a place without a number. */
export interface Line {
  /** Keras's name for it: `loss`, `val_answer_accuracy`. */
  name: string;
  /** The same without the output, which the chart's title says. */
  label: string;
  validation: boolean;
  values: readonly (number | null)[];
}

/** A number that was not finite: where, in which curve, and what it was. */
export interface Break {
  epoch: number;
  name: string;
  was: "nan" | "inf" | "-inf";
}

/** The curves of one loss or metric, training and validation. */
export interface ChartSeries {
  /** Keras's name without `val_`: `loss`, `answer_accuracy`. */
  id: string;
  /** The output that it belongs to; `null` for the whole model. */
  output: string | null;
  /** The loss or metric, without its output: `loss`, `accuracy`. */
  measure: string;
  /** Epochs, the first is 1. The way through the epoch under way stands between whole numbers. */
  at: readonly number[];
  lines: readonly Line[];
  breaks: readonly Break[];
}

const VALIDATION = "val_";

/** What there is to draw of a run: the whole loss first, then each output's loss and metrics, then all else. */
export function chartsOf(view: RunView): ChartSeries[] {
  const names = loggedNames(view);
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const id = baseOf(name);
    groups.set(id, [...(groups.get(id) ?? []), name]);
  }
  const outputs = view.plan?.outputs ?? [];
  const charts = [...groups].map(([id, members]) => chartOf(view, outputs, id, members));
  return charts.sort((a, b) => rank(a, outputs) - rank(b, outputs));
}

function chartOf(
  view: RunView,
  outputs: readonly string[],
  id: string,
  names: readonly string[],
): ChartSeries {
  const { epochs, steps, plan } = view;
  const begun = view.epoch ?? epochs.length;
  const at = [
    ...epochs.map(({ epoch }) => epoch + 1),
    ...steps.map(({ batch }) => begun + Math.min(batch / Math.max(plan?.steps ?? batch, 1), 1)),
  ];
  const owner = ownerOf(id, outputs);
  const lines = names
    .toSorted((a, b) => Number(isValidation(a)) - Number(isValidation(b)))
    .map((name) => ({
      name,
      label: isValidation(name) ? VALIDATION + owner.measure : owner.measure,
      validation: isValidation(name),
      values: [
        ...epochs.map(({ logs }) => logs[name] ?? null),
        ...steps.map(({ logs }) => logs[name] ?? null),
      ],
    }));
  const breaks = epochs.flatMap(({ epoch, nonfinite }) =>
    names.flatMap((name) => {
      const was = nonfinite[name];
      return was === undefined ? [] : [{ epoch: epoch + 1, name, was }];
    }),
  );
  return { id, ...owner, at, lines, breaks };
}

function loggedNames(view: RunView): Set<string> {
  const names = new Set<string>();
  for (const { logs, nonfinite } of view.epochs) {
    for (const name of Object.keys(logs)) names.add(name);
    for (const name of Object.keys(nonfinite)) names.add(name);
  }
  for (const name of Object.keys(view.steps.at(-1)?.logs ?? {})) names.add(name);
  return names;
}

export function isValidation(name: string): boolean {
  return name.startsWith(VALIDATION);
}

function baseOf(name: string): string {
  return isValidation(name) ? name.slice(VALIDATION.length) : name;
}

/** With several outputs, Keras puts an output's name before its measures; the longest that fits is the one. */
function ownerOf(id: string, outputs: readonly string[]): { output: string | null; measure: string } {
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
  if (chart.id === "learning_rate") return Number.MAX_SAFE_INTEGER;
  const place = chart.output === null ? outputs.length : outputs.indexOf(chart.output);
  return place * 2 + (chart.measure === "loss" ? 0 : 1);
}
