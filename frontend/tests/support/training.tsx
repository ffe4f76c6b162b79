import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog, DatasetInfo, Problem } from "@schema";
import { reduceAll } from "../../src/run/reduceEvents";
import { NOTHING_YET } from "../../src/run/state";
import { useCatalog } from "../../src/state/catalog";
import { useCheck } from "../../src/state/check";
import { useDatasets } from "../../src/state/data/datasets";
import { useDocument } from "../../src/state/document";
import { useRuns } from "../../src/state/runs/runs";
import { useView } from "../../src/state/view";
import { type Log, RUN } from "./events";
import { record } from "./records";

export const generated = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../shared_schema/generated", name), "utf8"));

export const DOCUMENT = {
  format: 2 as const,
  name: "Digits",
  graph: {
    nodes: [
      { kind: "input" as const, id: "n1", name: "image", shape: [8, 8, 1] },
      { kind: "output" as const, id: "n2", name: "digit" },
    ],
    edges: [{ source: "n1", target: "n2" }],
  },
};

export const FIELD = {
  dtype: "float32",
  rows: 100,
  minimum: 0,
  maximum: 1,
  classes: null,
  finite: true,
  lows: [],
  highs: [],
  missing: 0,
  infinite: 0,
  values: null,
  ordered: false,
  dates: false,
};
export const DIGITS: DatasetInfo = {
  name: "digits",
  title: "Digits",
  text: "Small pictures of digits.",
  rows: 100,
  version: "1",
  fields: [
    { ...FIELD, name: "image", shape: [8, 8, 1] },
    { ...FIELD, name: "certain", shape: [] },
  ],
  follows_model: false,
  versions: [],
};

export function problem(field: string, message: string): Problem {
  return {
    code: "param.range",
    severity: "error",
    message,
    variant: null,
    params: {},
    where: { node: null, edge: null, field, model: null },
    expected: null,
    received: null,
    fixes: [],
  };
}

export function checked(...problems: Problem[]) {
  const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };
  const report = { ok: problems.length === 0, problems, nodes: {}, models: {}, totals, rows: null };
  useCheck.setState({ report, state: "fresh", outdated: false, documentError: null });
}

export function watching(log: Log, heard = true) {
  useRuns.setState({
    runs: [record({ epochs: 5 })],
    currentRun: RUN,
    followed: { [RUN]: { view: reduceAll(NOTHING_YET, log.events), connected: heard } },
    snapshots: {
      [RUN]: {
        format: 2,
        training: { optimizer: { name: "Adam", config: { learning_rate: 0.01 } }, seed: 7 },
      },
    },
  });
}

/** The page as it is before each test: a document, a catalogue, no run and no problem. */
export function freshTraining(): void {
  useDatasets.setState({ datasets: [] });
  useCatalog.setState({ catalog: generated("catalog.json") as Catalog });
  useDocument.getState().open(DOCUMENT);
  useRuns.setState({ runs: [], currentRun: null, followed: {}, snapshots: {}, starting: false, error: null });
  useView.setState({ dockTab: "training" });
  checked();
}
