import type { Epoch } from "./state";

/** A number for each epoch, the first epoch's at place 0; `null` where there is none. It grows at its end. */
export type Column = readonly (number | null)[];

/** A number that was not finite: in which epoch (from 1) and column, and what it was. */
export interface NonFiniteValue {
  epoch: number;
  name: string;
  was: "nan" | "inf" | "-inf";
}

/**
 * The numbers of a run by their names in the logs. With more epochs the same columns become longer, so that a chart of
 * a hundred thousand numbers appends ten more instead of starting over.
 */
export interface Columns {
  readonly length: number;
  readonly byName: ReadonlyMap<string, Column>;
  readonly breaks: readonly NonFiniteValue[];
}

/** Keras logs it where a callback sets it; else it is the event's own. */
export const LEARNING_RATE = "learning_rate";

/** By the first epoch of a run, which every view of that run shares. */
const known = new WeakMap<Epoch, ColumnBuilder>();
const NOTHING: Columns = { length: 0, byName: new Map(), breaks: [] };

export function columnsOf(epochs: readonly Epoch[]): Columns {
  const [first] = epochs;
  if (first === undefined) return NOTHING;
  const gathered = known.get(first);
  if (gathered?.isOfStart(epochs)) {
    gathered.take(epochs);
    return gathered.shown();
  }
  const built = new ColumnBuilder();
  built.take(epochs);
  known.set(first, built);
  return built.shown();
}

class ColumnBuilder {
  private length = 0;
  private last: Epoch | undefined;
  private readonly byName = new Map<string, (number | null)[]>();
  private readonly breaks: NonFiniteValue[] = [];

  /** Whether what is gathered is the start of these epochs: an epoch that was trained again is another one. */
  isOfStart(epochs: readonly Epoch[]): boolean {
    return epochs[this.length - 1] === this.last;
  }

  take(epochs: readonly Epoch[]): void {
    for (let index = this.length; index < epochs.length; index += 1) this.add(epochs[index] as Epoch);
  }

  shown(): Columns {
    return { length: this.length, byName: this.byName, breaks: this.breaks };
  }

  private add(epoch: Epoch): void {
    const { logs, nonfinite, learning_rate } = epoch;
    for (const name in logs) this.put(name, logs[name] ?? null);
    if (!(LEARNING_RATE in logs) && learning_rate != null) this.put(LEARNING_RATE, learning_rate);
    for (const name in nonfinite) {
      const was = nonfinite[name];
      if (was === undefined) continue;
      this.put(name, null);
      this.breaks.push({ epoch: epoch.epoch + 1, name, was });
    }
    this.length += 1;
    this.last = epoch;
    for (const column of this.byName.values()) while (column.length < this.length) column.push(null);
  }

  private put(name: string, value: number | null): void {
    let column = this.byName.get(name);
    if (column === undefined) {
      column = new Array<null>(this.length).fill(null);
      this.byName.set(name, column);
    }
    column[this.length] = value;
  }
}
