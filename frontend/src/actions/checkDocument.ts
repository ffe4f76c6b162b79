import type { CheckReport, NodeReport } from "@schema";
import { check } from "../api/documents";
import { Refusal } from "../api/request";
import { sameJson } from "../document/equal";
import { nodesOf } from "../document/graph";
import { modelsOf } from "../document/nestedModels";
import { PRESENTATION_FIELDS, semanticsOf } from "../document/presentation";
import { toneOf } from "../document/problemTone";
import type { Document, ModelName, NestedModel, NodeId } from "../document/types";
import { useCatalog } from "../state/catalog";
import { useCheck } from "../state/check";
import { useDocument } from "../state/document";

/** While the last check is still on its way, edits are gathered for so long; else one is sent at once. */
const SETTLE_MS = 30;
/** After so long without an edit, what remains to be chosen before training is asked for too. */
const PAUSE_MS = 250;
const RETRY_MS = [500, 1000, 2000, 4000];

/**
 * Checks the document again after every change that a check can see: the newest document wins, and an answer to an
 * older one is dropped. While a person edits, shapes come first: what to choose before training stays as it was, and is
 * asked for again in the next pause. Returns what stops it.
 */
export function startChecking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;
  let asking = false;
  /** Which opening of a document the report is of. */
  let reported = -1;
  /** Its inputs and outputs: choices of others would name what is no longer there. */
  let reportedEnds = "";

  const run = async (tries: number, paused = false) => {
    request?.abort();
    const mine = new AbortController();
    request = mine;
    asking = true;
    const { document, opened, readOnly } = useDocument.getState();
    try {
      const checked = semanticsOf(document);
      const whole = readOnly ? checked : withAllSections(checked);
      const ends = endsOf(document);
      const isWhole =
        paused || tries > 0 || reported !== opened || ends !== reportedEnds || sameSections(whole, checked);
      const report = await check(isWhole ? whole : checked, mine.signal);
      if (mine.signal.aborted) return;
      reported = opened;
      reportedEnds = ends;
      storeReport(
        document,
        isWhole ? report : withChoicesOf(useCheck.getState().report, report, document),
        !isWhole,
        () => schedule(delay(tries), tries + 1),
      );
      if (!isWhole && useCheck.getState().state === "fresh") schedule(PAUSE_MS, 0, true);
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error instanceof Refusal && error.status < 500) {
        // What was said of the document before is nothing about this one.
        const report = reported === opened ? useCheck.getState().report : null;
        useCheck.setState({ state: "fresh", documentError: error.message, report });
        return;
      }
      useCheck.setState({ state: "unavailable", outdated: true });
      schedule(delay(tries), tries + 1);
    } finally {
      if (request === mine) asking = false;
    }
  };
  const schedule = (wait: number, tries: number, paused = false) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(tries, paused), wait);
  };

  const stop = useDocument.subscribe((state, before) => {
    if (!affectsCheck(state.document, before.document)) return;
    useCheck.setState({ state: "checking", outdated: true });
    // Sent before the page is rendered again: the server works meanwhile. A gesture is one edit, so nothing is missing.
    if (asking) schedule(SETTLE_MS, 0);
    else {
      clearTimeout(timer);
      void run(0);
    }
  });
  schedule(0, 0);
  return () => {
    stop();
    clearTimeout(timer);
    request?.abort();
  };
}

/** The document with the sections that Train gives it: the check says at once what is to be chosen before training. */
function withAllSections(document: Document): Document {
  return { ...document, training: document.training ?? {}, data: document.data ?? {} };
}

function sameSections(one: Document, other: Document): boolean {
  return one.training === other.training && one.data === other.data;
}

/** The inputs and outputs of a document, in a text that can be compared. */
function endsOf(document: Document): string {
  const ends = nodesOf(document).filter(({ kind }) => kind === "input" || kind === "output");
  return JSON.stringify(ends.map(({ id, name }) => [id, name]));
}

/** The report of a document as it is, with what was left to choose before in the sections that it does not have. */
function withChoicesOf(before: CheckReport | null, report: CheckReport, document: Document): CheckReport {
  const choices = (before?.problems ?? []).filter(
    (problem) =>
      toneOf(problem) === "choice" &&
      document[problem.code.startsWith("data.") ? "data" : "training"] === undefined,
  );
  return {
    ...report,
    ok: report.ok && choices.every(({ severity }) => severity !== "error"),
    problems: [...report.problems, ...choices],
  };
}

function delay(tries: number): number {
  return RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0;
}

function storeReport(document: Document, report: CheckReport, outdated: boolean, again: () => void): void {
  learnPorts(document, report);
  const unavailable = report.problems.some((problem) => problem.code === "check.unavailable");
  const before = useCheck.getState().report;
  // Without Keras there are no new shapes: the old ones stay on the wires.
  const kept =
    unavailable && before !== null
      ? { ...report, nodes: before.nodes, models: before.models, totals: before.totals }
      : report;
  useCheck.setState({
    report: reuseUnchanged(kept, before),
    state: unavailable ? "unavailable" : "fresh",
    outdated,
    documentError: null,
  });
  if (unavailable) again();
}

/** A trained run has its graph at the server: its ports are known from the first report on, and never change. */
function learnPorts(document: Document, report: CheckReport): void {
  const { catalog } = useCatalog.getState();
  if (catalog === null) return;
  const runs = { ...catalog.runs };
  let learned = false;
  for (const [name, { run }] of Object.entries(modelsOf(document))) {
    const checked = report.models[name];
    if (!run || checked === undefined || checked.inputs.length === 0 || runs[run] !== undefined) continue;
    runs[run] = { inputs: checked.inputs, outputs: checked.outputs };
    learned = true;
  }
  if (learned) useCatalog.setState({ catalog: { ...catalog, runs } });
}

/** Keeps the objects of what did not change, nodes and problems, so that nothing is rendered again for them. */
function reuseUnchanged(report: CheckReport, before: CheckReport | null): CheckReport {
  if (before === null) return report;
  const models: CheckReport["models"] = {};
  for (const [name, now] of Object.entries(report.models)) {
    models[name] = { ...now, nodes: sameNodes(now.nodes, before.models[name]?.nodes ?? {}) };
  }
  const problems = sameJson(before.problems, report.problems) ? before.problems : report.problems;
  return { ...report, problems, nodes: sameNodes(report.nodes, before.nodes), models };
}

function sameNodes(now: CheckReport["nodes"], before: CheckReport["nodes"]): CheckReport["nodes"] {
  const nodes: Record<NodeId, NodeReport> = {};
  for (const [id, current] of Object.entries(now)) {
    const then = before[id];
    nodes[id] = then !== undefined && sameJson(then, current) ? then : current;
  }
  return nodes;
}

/** Layouts and names say nothing to the checker; a moved node must not cost a check. */
function affectsCheck(now: Document, before: Document): boolean {
  if (now === before) return false;
  return Object.keys({ ...now, ...before }).some((key) => {
    if (IGNORED_FIELDS.has(key)) return false;
    if (key === "models") return modelsDiffer(modelsOf(now), modelsOf(before));
    return now[key as keyof Document] !== before[key as keyof Document];
  });
}

/** What no check sees, in a document or in a nested model of it. */
const IGNORED_FIELDS: ReadonlySet<string> = new Set([...PRESENTATION_FIELDS, "script", "name", "label"]);

type Models = Readonly<Record<ModelName, NestedModel>>;

function modelsDiffer(now: Models, before: Models): boolean {
  if (now === before) return false;
  return Object.keys({ ...now, ...before }).some((name) => {
    const [a, b] = [now[name], before[name]];
    if (a === undefined || b === undefined) return true;
    const keys = Object.keys({ ...a, ...b }) as (keyof NestedModel & string)[];
    return keys.some((key) => !IGNORED_FIELDS.has(key) && a[key] !== b[key]);
  });
}
