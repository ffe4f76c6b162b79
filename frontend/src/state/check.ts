import type { CheckReport, NodeReport, Problem } from "@schema";
import { create } from "zustand";
import { check } from "../api/documents";
import { Refusal } from "../api/request";
import { sameJson } from "../document/equal";
import { modelsOf } from "../document/nestedModels";
import { DRAWING } from "../document/presentation";
import { meaning } from "../document/semantics";
import type { Document, ModelName, NestedModel, NodeId } from "../document/types";
import { useCatalog } from "./catalog";
import { openModel, useDocument } from "./document";

/** While the last check is still on its way, edits are gathered for so long; else one is sent at once. */
const SETTLE_MS = 30;
const RETRY_MS = [500, 1000, 2000, 4000];

interface CheckState {
  /** The newest answer. Until the next one comes, its shapes stand. */
  report: CheckReport | null;
  state: "fresh" | "checking" | "unavailable";
  /** What the server said of a document it could not read. */
  documentError: string | null;
}

export const useCheck = create<CheckState>(() => ({ report: null, state: "checking", documentError: null }));

/** What is told of the nodes on the canvas: of the document's own graph, or of the nested model that is open. */
export function nodeReports(
  report: CheckReport | null,
  open: ModelName | null,
): Readonly<Record<NodeId, NodeReport>> | undefined {
  return open === null ? report?.nodes : report?.models[open]?.nodes;
}

/** What is told of the nodes on the canvas. */
export function useNodeReports(): Readonly<Record<NodeId, NodeReport>> | undefined {
  const open = useDocument(openModel);
  return useCheck((state) => nodeReports(state.report, open));
}

/** What is told of one node on the canvas. */
export function useNodeReport(id: NodeId): NodeReport | undefined {
  const open = useDocument(openModel);
  return useCheck((state) => nodeReports(state.report, open)?.[id]);
}

/** The errors for which a document cannot be trained; that nobody can check it just now is none. */
export function blockingProblems(report: CheckReport | null): readonly Problem[] {
  if (report === null || report.ok) return [];
  return report.problems.filter(({ severity, code }) => severity === "error" && code !== "check.unavailable");
}

/** Whether the document is known not to be fit for training. */
export function isBlocked(): boolean {
  const { report, documentError } = useCheck.getState();
  return documentError !== null || blockingProblems(report).length > 0;
}

/**
 * Problems of one graph (`null` is the document's own) by the node they stand at; one that names a wire only stands at
 * the wire's end.
 */
export function problemsByNode(
  report: CheckReport | null,
  open: ModelName | null = null,
): ReadonlyMap<NodeId, readonly Problem[]> {
  if (report === null) return NONE;
  const known = byNode.get(report.problems)?.get(open);
  if (known !== undefined) return known;
  const map = new Map<NodeId, Problem[]>();
  for (const problem of report.problems) {
    const node = problem.where.node ?? problem.where.edge?.target;
    if (node === undefined || node === null || (problem.where.model ?? null) !== open) continue;
    map.set(node, [...(map.get(node) ?? []), problem]);
  }
  byNode.set(report.problems, (byNode.get(report.problems) ?? new Map()).set(open, map));
  return map;
}

const NONE: ReadonlyMap<NodeId, readonly Problem[]> = new Map();
const byNode = new WeakMap<
  CheckReport["problems"],
  Map<ModelName | null, ReadonlyMap<NodeId, readonly Problem[]>>
>();

/**
 * Checks the document again after every change that a check can see: the newest document wins, and an answer to an
 * older one is dropped. Gives back what stops it.
 */
export function startChecking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;
  let asking = false;
  /** Which opening of a document the report is of. */
  let reported = -1;

  const run = async (tries: number) => {
    request?.abort();
    const mine = new AbortController();
    request = mine;
    asking = true;
    const { document, opened } = useDocument.getState();
    try {
      const report = await check(meaning(document), mine.signal);
      if (mine.signal.aborted) return;
      reported = opened;
      receive(document, report, () => schedule(delay(tries), tries + 1));
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error instanceof Refusal && error.status < 500) {
        // What was said of the document before is nothing about this one.
        const report = reported === opened ? useCheck.getState().report : null;
        useCheck.setState({ state: "fresh", documentError: error.body.message, report });
        return;
      }
      useCheck.setState({ state: "unavailable" });
      schedule(delay(tries), tries + 1);
    } finally {
      if (request === mine) asking = false;
    }
  };
  const schedule = (wait: number, tries: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(tries), wait);
  };

  const stop = useDocument.subscribe((state, before) => {
    if (!affectsCheck(state.document, before.document)) return;
    useCheck.setState({ state: "checking" });
    // Sent before the page is drawn anew: the server works meanwhile. A gesture is one edit, so nothing is missing.
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

function delay(tries: number): number {
  return RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0;
}

function receive(document: Document, report: CheckReport, again: () => void): void {
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
    const told = report.models[name];
    if (!run || told === undefined || told.inputs.length === 0 || runs[run] !== undefined) continue;
    runs[run] = { inputs: told.inputs, outputs: told.outputs };
    learned = true;
  }
  if (learned) useCatalog.setState({ catalog: { ...catalog, runs } });
}

/** Keeps the objects of what did not change, nodes and problems, so that nothing is drawn anew for them. */
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
  for (const [id, told] of Object.entries(now)) {
    const then = before[id];
    nodes[id] = then !== undefined && sameJson(then, told) ? then : told;
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
const IGNORED_FIELDS: ReadonlySet<string> = new Set([...DRAWING, "name", "label"]);

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
