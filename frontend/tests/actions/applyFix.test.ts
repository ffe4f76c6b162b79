import type { CheckReport, Fix, Problem } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { applyFix } from "../../src/actions/applyFix";
import { startChecking } from "../../src/actions/checkDocument";
import type { Document } from "../../src/document/types";
import { useCheck } from "../../src/state/check";
import { EMPTY, useDocument } from "../../src/state/document";
import { useToast } from "../../src/state/toast";
import { Gate, serve, type TestServer } from "../support/server";

const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };

/** Offers to raise the seed by one while it is below ten: other edits for each document, under one title. */
function reportOf(document: Document): CheckReport {
  const seed = document.training?.seed ?? 0;
  const fix: Fix = {
    kind: "use",
    title: "Raise the seed",
    params: {},
    edits: [{ type: "set_field", path: ["training", "seed"], value: seed + 1 }],
  };
  const problem: Problem = {
    code: "training.suspicious",
    severity: "warning",
    message: "The seed is small.",
    variant: null,
    params: {},
    where: { node: null, edge: null, field: "training.seed", model: null },
    expected: null,
    received: null,
    fixes: [fix],
  };
  return { ok: true, problems: seed < 10 ? [problem] : [], nodes: {}, models: {}, totals, rows: null };
}

let server: TestServer;
let stop: () => void;
const gate = new Gate();

beforeEach(async () => {
  server = await serve((asked) =>
    gate.pass(asked, { status: 200, body: reportOf(JSON.parse(asked.body) as Document) }),
  );
  useDocument.getState().open({ ...EMPTY, training: { seed: 3 } });
  stop = startChecking();
  await waitFor(() => expect(offered()).toHaveLength(1));
});

afterEach(async () => {
  gate.open();
  stop();
  await server.stop();
  useCheck.setState({ report: null, state: "checking", outdated: false, documentError: null });
  useToast.setState({ toast: null });
  useDocument.getState().open(EMPTY);
});

const offered = () => useCheck.getState().report?.problems ?? [];
const seed = () => useDocument.getState().document.training?.seed;
const setSeed = (value: number) =>
  useDocument.getState().edit([{ type: "set_field", path: ["training", "seed"], value }]);

/** Clicks the fix of the report that is shown. */
function click(): void {
  const [problem] = offered();
  const [fix] = problem?.fixes ?? [];
  if (problem === undefined || fix === undefined) throw new Error("no fix is offered");
  applyFix(problem, fix);
}

it("[C520] a fix of the newest report is applied at once", () => {
  click();
  expect(seed()).toBe(4);
});

it("[C520] a fix of an outdated report waits for the check of the document as it is", async () => {
  gate.closedFor = () => true;
  setSeed(7);
  click();
  expect(seed()).toBe(7);
  gate.open();
  await waitFor(() => expect(seed()).toBe(8));
});

it("[C520] fixes that are chosen one after the other are all applied", async () => {
  gate.closedFor = () => true;
  setSeed(7);
  click();
  click();
  gate.open();
  await waitFor(() => expect(seed()).toBe(9));
});

it("[C520] a fix that the newest report does not offer is not applied, and that is said", async () => {
  gate.closedFor = () => true;
  setSeed(12);
  click();
  gate.open();
  await waitFor(() => expect(useToast.getState().toast?.key).toBe("problems:fixGone"));
  expect(seed()).toBe(12);
});

it("[C520] a fix is not applied without a check of the document as it is", async () => {
  await server.stop();
  setSeed(5);
  click();
  await waitFor(() => expect(useToast.getState().toast?.key).toBe("problems:fixUnchecked"));
  expect(seed()).toBe(5);
});

it("[C520] a fix that waits is dropped with its document", async () => {
  gate.closedFor = () => true;
  setSeed(7);
  click();
  useDocument.getState().open({ ...EMPTY, training: { seed: 1 } });
  gate.open();
  await waitFor(() => expect(offered()[0]?.fixes[0]?.edits).toMatchObject([{ value: 2 }]));
  expect(seed()).toBe(1);
});
