import type { RunRecord } from "@schema";
import { RUN } from "./events";

export function record(given: Partial<RunRecord> = {}): RunRecord {
  return {
    id: RUN,
    state: "running",
    attempt: 1,
    name: "Digits",
    project: "p1",
    dataset: "digits",
    epochs: 2,
    seed: 11,
    epochs_done: 0,
    last_seq: 1,
    logs: {},
    best_loss: null,
    created_at: "2026-11-01T10:00:00Z",
    ended_at: null,
    message: null,
    failure: null,
    artifacts: [],
    pause_wanted: false,
    queue_position: 0,
    priority: 0,
    memory_bytes: null,
    free_bytes: null,
    label: null,
    number: 1,
    note: null,
    tags: [],
    sweep: null,
    origin: null,
    parameters: {},
    ...given,
  };
}
