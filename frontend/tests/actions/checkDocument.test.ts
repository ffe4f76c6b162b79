import type { CheckReport } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { startChecking } from "../../src/actions/checkDocument";
import { problemsByNode, useCheck } from "../../src/state/check";
import { EMPTY, useDocument } from "../../src/state/document";
import { serve, type TestServer } from "../support/server";

const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };

function report(given: Partial<CheckReport>): CheckReport {
  return { ok: true, problems: [], nodes: {}, models: {}, totals, rows: null, ...given };
}

const problem = (code: CheckReport["problems"][number]["code"], where: object) => ({
  code,
  severity: "error" as const,
  message: code,
  variant: null,
  params: {},
  where: { node: null, edge: null, field: null, model: null, ...where },
  expected: null,
  received: null,
  fixes: [],
});

let server: TestServer | undefined;
let stop: (() => void) | undefined;

afterEach(async () => {
  stop?.();
  await server?.stop();
  useCheck.setState({ report: null, state: "checking", outdated: false, documentError: null });
  useDocument.getState().open(EMPTY);
});

const rename = (name: string) =>
  useDocument.getState().edit([{ type: "set_field", path: ["training", "seed"], value: name.length }]);

describe("the check loop", () => {
  it("checks what was changed last, once for a burst of changes", async () => {
    server = await serve(({ body }) => ({
      status: 200,
      body: report({ totals: { ...totals, params: JSON.parse(body).training?.seed ?? 0 } }),
    }));
    stop = startChecking();
    for (const name of ["a", "ab", "abc"]) rename(name);
    await waitFor(() => expect(useCheck.getState().report?.totals.params).toBe(3));
    expect(server.asked.filter(({ body }) => body.includes('"seed":2'))).toEqual([]);
  });

  it("[C152] asks what is to be chosen before training of a document that says nothing of it", async () => {
    server = await serve(() => ({ status: 200, body: report({}) }));
    stop = startChecking();
    await waitFor(() => expect(useCheck.getState().state).toBe("fresh"));
    expect(JSON.parse(server.asked[0]?.body ?? "")).toMatchObject({ training: {}, data: {} });
    expect(useDocument.getState().document.training).toBeUndefined();
  });

  it("[C152] shows shapes first while one edits, and asks for the choices again in the next pause", async () => {
    const output = { kind: "output" as const, id: "y", name: "y" };
    const choice = problem("training.missing_loss", { node: "y", field: "training.outputs.y.loss" });
    const data = { ...problem("data.unbound", { field: "data.dataset" }), variant: "none" };
    server = await serve(({ body }) => {
      const asked = JSON.parse(body);
      const problems = [asked.training && choice, asked.data && data].filter(Boolean);
      return { status: 200, body: report({ ok: problems.length === 0, problems }) };
    });
    stop = startChecking();
    const codes = () => useCheck.getState().report?.problems.map(({ code }) => code);
    useDocument.getState().edit([{ type: "add_node", node: output }]);
    await waitFor(() => expect(codes()).toEqual(["training.missing_loss", "data.unbound"]));
    const sections = () => server?.asked.map(({ body }) => Object.keys(JSON.parse(body)).includes("data"));
    const before = sections()?.length ?? 0;

    useDocument.getState().edit([{ type: "set_node", node: "y", field: "label", value: "answer" }]);
    await waitFor(() => expect(sections()?.slice(before)).toEqual([false, true]));
    expect(codes()).toEqual(["training.missing_loss", "data.unbound"]);
    expect(useCheck.getState().report?.ok).toBe(false);

    useDocument.getState().edit([{ type: "set_field", path: ["training", "seed"], value: 3 }]);
    await waitFor(() => expect(sections()?.slice(before + 2)).toEqual([false, true]));
    expect(codes()).toEqual(["training.missing_loss", "data.unbound"]);

    // What names an output that has another name now is not left for a moment.
    useDocument.getState().edit([{ type: "set_node", node: "y", field: "name", value: "z" }]);
    await waitFor(() => expect(sections()?.slice(before + 4)).toEqual([true]));
  });

  it("does not check a node that was only moved", async () => {
    server = await serve(() => ({ status: 200, body: report({}) }));
    stop = startChecking();
    await waitFor(() => expect(useCheck.getState().state).toBe("fresh"));
    useDocument.getState().edit([{ type: "move", positions: { n1: { x: 1, y: 2 } } }]);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(server.asked).toHaveLength(1);
  });

  it("keeps the old shapes while the checker is away, and asks again", async () => {
    const shaped = {
      n1: { outputs: [{ shape: [null, 8], dtype: "float32" }], params: 0, call: 0, flops: 0, activations: 0 },
    };
    let away = false;
    server = await serve(() => ({
      status: 200,
      body: away
        ? report({ ok: false, problems: [problem("check.unavailable", {})] })
        : report({ nodes: shaped, totals: { ...totals, params: 7 } }),
    }));
    stop = startChecking();
    await waitFor(() => expect(useCheck.getState().report?.totals.params).toBe(7));
    away = true;
    rename("ab");
    await waitFor(() => expect(useCheck.getState().state).toBe("unavailable"));
    expect(useCheck.getState().report?.nodes).toEqual(shaped);
    away = false;
    await waitFor(() => expect(useCheck.getState().state).toBe("fresh"));
  });

  it("says what the server could not read", async () => {
    const body = { code: "document.invalid", message: "graph.nodes: not a list.", where: null };
    server = await serve(() => ({ status: 400, body }));
    stop = startChecking();
    await waitFor(() => expect(useCheck.getState().documentError).toBe("graph.nodes: not a list."));
  });

  it("forgets the numbers of the document before where the next one cannot be read", async () => {
    const body = { code: "document.newer", message: "This document is of format 2.", where: null };
    let isNewer = false;
    server = await serve(() =>
      isNewer ? { status: 400, body } : { status: 200, body: report({ totals: { ...totals, params: 131 } }) },
    );
    stop = startChecking();
    await waitFor(() => expect(useCheck.getState().report?.totals.params).toBe(131));
    isNewer = true;
    rename("refused, and still the same document");
    await waitFor(() => expect(useCheck.getState().documentError).not.toBeNull());
    expect(useCheck.getState().report?.totals.params).toBe(131);
    useDocument.getState().open({ ...EMPTY, name: "Next" }, true);
    await waitFor(() => expect(useCheck.getState().report).toBeNull());
    expect(useCheck.getState().documentError).toBe("This document is of format 2.");
  });

  it("puts a problem of a wire at the wire's end", () => {
    const edge = { source: "a", target: "b" };
    const both = report({
      problems: [problem("edge.duplicate", { edge }), problem("param.range", { node: "a" })],
    });
    expect([...problemsByNode(both)].map(([id, list]) => [id, list.length])).toEqual([
      ["b", 1],
      ["a", 1],
    ]);
  });
});
