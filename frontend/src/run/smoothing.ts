import type { Column } from "./columns";

type Next = (value: number | null) => number | null;
interface Growing {
  readonly setting: number;
  readonly values: (number | null)[];
  readonly next: Next;
}

/** Columns that follow from others, place by place from the first; they grow as those do. */
class Derivation {
  /** The newest of each column: moving a slider leaves nothing behind. */
  private readonly known = new WeakMap<Column, Growing>();

  constructor(private readonly begin: (setting: number) => Next) {}

  of(column: Column, setting: number): Column {
    let growing = this.known.get(column);
    if (growing?.setting !== setting) {
      growing = { setting, values: [], next: this.begin(setting) };
      this.known.set(column, growing);
    }
    for (let index = growing.values.length; index < column.length; index += 1) {
      growing.values.push(growing.next(column[index] ?? null));
    }
    return growing.values;
  }
}

const smoothing = new Derivation((weight) => {
  let mean = 0;
  let bias = 1;
  return (value) => {
    if (value === null) return null;
    mean = weight * mean + (1 - weight) * value;
    bias *= weight;
    return mean / (1 - bias);
  };
});

const positives = new Derivation(() => (value) => (value !== null && value > 0 ? value : null));

/**
 * The exponential moving average of a column, without the pull towards 0 of its start: with m(0) = 0,
 * m(t) = w m(t - 1) + (1 - w) x(t), and what is shown is m(t) / (1 - w^t) (Kingma and Ba, Adam, 2015, section 3). A
 * place without a number is passed over. A weight of 0 changes nothing; it is below 1.
 */
export function smoothed(column: Column, weight: number): Column {
  return weight === 0 ? column : smoothing.of(column, weight);
}

/** What of a column has a logarithm. */
export function positive(column: Column): Column {
  return positives.of(column, 0);
}
