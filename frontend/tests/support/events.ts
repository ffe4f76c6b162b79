import type { Event } from "@schema";

type Tag = Event["type"];
type Of<T extends Tag> = Extract<Event, { type: T }>;
type Own<T extends Tag> = Omit<Of<T>, "type" | "run" | "attempt" | "seq" | "at">;
/** Logs of earlier versions have no variant and no params; of today's, no values. */
type Lately = "variant" | "params" | "values";
type EventValues<T extends Tag> = Omit<Own<T>, Lately> & Partial<Pick<Own<T>, Lately & keyof Own<T>>>;

export const RUN = "6f1f0c5e-7d53-4d0e-9a35-3f1f1c3a9e01";
const BEGAN = Date.parse("2026-11-01T10:00:00Z");

/** Writes the events of one run: numbered from 1, each 100 ms after the last unless said. */
export class Log {
  readonly events: Event[] = [];
  attempt = 1;

  constructor(readonly run: string = RUN) {}

  add<T extends Tag>(type: T, values: EventValues<T>, ms = (this.events.length + 1) * 100): this {
    const at = new Date(BEGAN + ms).toISOString();
    const event = { type, run: this.run, attempt: this.attempt, seq: this.events.length + 1, at, ...values };
    this.events.push(event as unknown as Event);
    return this;
  }

  /** Queued, started, compiled: ten batches an epoch, of 100 rows, 20 held back. */
  begin(epochs: number, outputs: string[] = ["digit"]): this {
    return this.add("queued", { position: 0 }).add("started", { pid: 7 }).add("compiled", {
      params: 50,
      trainable: 50,
      epochs,
      steps: 10,
      rows: 100,
      validation_rows: 20,
      test_rows: 0,
      dropped_rows: 0,
      outputs,
      repeatable: true,
    });
  }

  epoch(epoch: number, logs: Record<string, number | null>, seconds = 2): this {
    return this.add("epoch_started", { epoch }).add("epoch_ended", {
      epoch,
      logs,
      nonfinite: {},
      seconds,
      learning_rate: 0.001,
    });
  }
}
