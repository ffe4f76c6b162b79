import type { CheckReport, NodeReport, Problem } from "@schema";
import { create } from "zustand";
import { sameJson } from "../document/equal";
import type { Document, NodeId } from "../document/types";
import { check } from "../net/editor";
import { Refusal } from "../net/request";
import { useDocument } from "./document";

/** Long enough to gather one gesture's edits, short enough not to be felt. */
const SETTLE_MS = 30;
const RETRY_MS = [500, 1000, 2000, 4000];

interface CheckState {
  /** The newest answer. Until the next one comes, its shapes stand. */
  report: CheckReport | null;
  state: "fresh" | "checking" | "unavailable";
  /** What the server said of a document it could not read. */
  refused: string | null;
}

export const useCheck = create<CheckState>(() => ({ report: null, state: "checking", refused: null }));

/** Problems by the node they stand at; one that names a wire only stands at the wire's end. */
export function problemsByNode(report: CheckReport | null): ReadonlyMap<NodeId, readonly Problem[]> {
  if (report === null) return NONE;
  const known = byNode.get(report);
  if (known !== undefined) return known;
  const map = new Map<NodeId, Problem[]>();
  for (const problem of report.problems) {
    const node = problem.where.node ?? problem.where.edge?.target;
    if (node === undefined || node === null) continue;
    map.set(node, [...(map.get(node) ?? []), problem]);
  }
  byNode.set(report, map);
  return map;
}

const NONE: ReadonlyMap<NodeId, readonly Problem[]> = new Map();
const byNode = new WeakMap<CheckReport, ReadonlyMap<NodeId, readonly Problem[]>>();

/**
 * Checks the document again after every change that a check can see: the newest document wins, and an answer to an
 * older one is dropped. Gives back what stops it.
 */
export function startChecking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;

  const run = async (tries: number) => {
    request?.abort();
    const mine = new AbortController();
    request = mine;
    const { document } = useDocument.getState();
    try {
      const report = await check(checked(document), mine.signal);
      if (!mine.signal.aborted) receive(report, () => later(delay(tries), tries + 1));
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error instanceof Refusal && error.status < 500) {
        useCheck.setState({ state: "fresh", refused: error.body.message });
        return;
      }
      useCheck.setState({ state: "unavailable" });
      later(delay(tries), tries + 1);
    }
  };
  const later = (wait: number, tries: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(tries), wait);
  };

  const stop = useDocument.subscribe((state, before) => {
    if (!visible(state.document, before.document)) return;
    useCheck.setState({ state: "checking" });
    later(SETTLE_MS, 0);
  });
  later(0, 0);
  return () => {
    stop();
    clearTimeout(timer);
    request?.abort();
  };
}

function delay(tries: number): number {
  return RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0;
}

function receive(report: CheckReport, again: () => void): void {
  const unavailable = report.problems.some((problem) => problem.code === "check.unavailable");
  const before = useCheck.getState().report;
  // Without Keras there are no new shapes: the old ones stay on the wires.
  const kept =
    unavailable && before !== null ? { ...report, nodes: before.nodes, totals: before.totals } : report;
  useCheck.setState({
    report: withSameNodes(kept, before),
    state: unavailable ? "unavailable" : "fresh",
    refused: null,
  });
  if (unavailable) again();
}

/** Keeps the objects of nodes whose report did not change, so that nothing is drawn anew for them. */
function withSameNodes(report: CheckReport, before: CheckReport | null): CheckReport {
  if (before === null) return report;
  const nodes: Record<NodeId, NodeReport> = {};
  for (const [id, now] of Object.entries(report.nodes)) {
    const then = before.nodes[id];
    nodes[id] = then !== undefined && sameJson(then, now) ? then : now;
  }
  return { ...report, nodes };
}

/** The layout and the name say nothing to the checker; a moved node must not cost a check. */
function visible(now: Document, before: Document): boolean {
  return Object.keys({ ...now, ...before }).some(
    (key) =>
      key !== "layout" && key !== "name" && now[key as keyof Document] !== before[key as keyof Document],
  );
}

function checked(document: Document): Document {
  const { layout: _layout, ...rest } = document;
  return rest;
}
