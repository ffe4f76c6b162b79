import type { Catalog } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startChecking } from "../../src/actions/checkDocument";
import { enterModel, leaveModel } from "../../src/actions/enterModel";
import { removeSelected, rename } from "../../src/actions/graphActions";
import { nestSelected, renameModel, unpack } from "../../src/actions/nestedModels";
import { publishModel } from "../../src/actions/publishModel";
import { findNode, nodesOf } from "../../src/document/graph";
import { modelsOf } from "../../src/document/nestedModels";
import type { Document } from "../../src/document/types";
import { useCatalog } from "../../src/state/catalog";
import { nodeReports, problemsByNode, useCheck } from "../../src/state/check";
import { EMPTY, useDocument } from "../../src/state/document";
import { loadPublished, usePublished } from "../../src/state/runs/publishedModels";
import { useToast } from "../../src/state/toast";
import { focusLocation, select, useView } from "../../src/state/view";
import { readJson } from "../files";
import { NESTED_MODELS } from "../support/nestedModels";
import { serve, type TestServer } from "../support/server";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

const DOCUMENT: Document = {
  format: 2,
  name: "Twice",
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "features", shape: [8] },
      { kind: "model", id: "n2", name: "tower", model: "tower" },
      { kind: "output", id: "n3", name: "answer" },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
    ],
  },
  models: NESTED_MODELS,
};

const state = () => useDocument.getState();
const setUnits = (value: number) => state().edit([{ type: "set_config", node: "n2", field: "units", value }]);
const units = () => {
  const node = (modelsOf(state().document).tower?.graph?.nodes ?? [])[1];
  return node?.kind === "layer" ? node.config?.units : undefined;
};

let server: TestServer | undefined;

beforeEach(() => {
  useCatalog.setState({ catalog });
  useDocument.getState().open(DOCUMENT);
  select([]);
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  useToast.setState({ toast: null });
  useDocument.getState().open(EMPTY);
});

describe("a nested model that is open", () => {
  it("is what is drawn and edited, and the rest of the document stays", () => {
    expect(enterModel("n2")).toBe(true);
    expect(nodesOf(state().openGraph).map(({ id }) => id)).toEqual(["n1", "n2", "n3"]);
    setUnits(16);
    expect(units()).toBe(16);
    expect(state().document.graph).toBe(DOCUMENT.graph);
    expect(leaveModel()).toBe(true);
    expect(state().openGraph).toBe(state().document);
    expect(useView.getState().nodes).toEqual(["n2"]);
    expect(leaveModel()).toBe(false);
  });

  it("takes a change back where it was made, wherever the person is by now", () => {
    enterModel("n2");
    setUnits(16);
    leaveModel();
    state().undo();
    expect(units()).toBe(4);
    expect(state().modelPath).toEqual(["tower"]);
    leaveModel();
    state().redo();
    expect(units()).toBe(16);
    expect(state().modelPath).toEqual(["tower"]);
  });

  it("is left when an undo takes it away", () => {
    select(["n2"]);
    nestSelected();
    enterModel(useView.getState().nodes[0] ?? "");
    expect(state().modelPath).toEqual(["block"]);
    state().undo();
    expect(state().modelPath).toEqual([]);
    expect(state().openGraph).toEqual(DOCUMENT);
  });

  it("keeps a fix of the whole document apart from its own edits", () => {
    enterModel("n2");
    state().editDocument([{ type: "set_node", node: "n2", field: "name", value: "outside" }]);
    expect(findNode(state().document, "n2")).toMatchObject({ name: "outside" });
    expect(findNode(state().openGraph, "n2")).toMatchObject({ name: "hidden" });
  });

  it("says that one of Keras has no graph yet", () => {
    state().edit([{ type: "add_node", node: { kind: "model", id: "n9", name: "base", model: "base" } }]);
    expect(enterModel("n9")).toBe(true);
    expect(state().modelPath).toEqual([]);
    expect(useToast.getState().toast?.key).toBe("nested.closedApplication");
  });

  it("follows its name", () => {
    enterModel("n2");
    renameModel("tower", "reader");
    expect(state().modelPath).toEqual(["reader"]);
    expect(findNode(state().document, "n2")).toMatchObject({ model: "reader" });
  });

  it("tells its callers of its ends", () => {
    state().edit([
      { type: "add_node", node: { kind: "input", id: "n5", name: "more", shape: [8] }, model: "tower" },
      { type: "connect", edge: { source: "n1", target: "n2", target_input: "more" } },
    ]);
    enterModel("n2");
    const more = findNode(state().openGraph, "n5");
    if (more === undefined) throw new Error("not there");
    rename(more, "other");
    expect(state().document.graph?.edges).toContainEqual({
      source: "n1",
      target: "n2",
      target_input: "other",
    });
    select(["n5"]);
    removeSelected();
    expect(state().document.graph?.edges).toEqual(DOCUMENT.graph?.edges);
  });
});

describe("what a check says", () => {
  const where = { node: "n2", edge: null, field: null, model: null };
  const problem = (model: string | null) => ({
    code: "param.range" as const,
    severity: "error" as const,
    message: "",
    variant: null,
    params: {},
    where: { ...where, model },
    expected: null,
    received: null,
    fixes: [],
  });
  const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };
  const nodeReport = { outputs: [], params: 7, call: 0, flops: 0, activations: 0 };

  it("stands at the graph it is of", () => {
    const report = {
      ok: false,
      problems: [problem("tower")],
      nodes: {},
      models: { tower: { inputs: [], outputs: [], nodes: { n2: nodeReport }, totals } },
      totals,
      rows: null,
    };
    expect(problemsByNode(report, null).size).toBe(0);
    expect([...problemsByNode(report, "tower").keys()]).toEqual(["n2"]);
    expect(nodeReports(report, null)).toEqual({});
    expect(nodeReports(report, "tower")).toEqual({ n2: nodeReport });
    focusLocation(problem("tower").where);
    expect(state().modelPath).toEqual(["tower"]);
    expect(useView.getState().nodes).toEqual(["n2"]);
    focusLocation(problem(null).where);
    expect(state().modelPath).toEqual([]);
  });

  it("tells the ports of a trained run once", async () => {
    const port = { name: "left", list: false, optional: false, minimum: 1, maximum: null };
    server = await serve(() => ({
      status: 200,
      body: {
        ok: true,
        problems: [],
        nodes: {},
        models: { reader: { inputs: [port], outputs: [], nodes: {}, totals } },
        totals,
        rows: null,
      },
    }));
    state().open({ ...DOCUMENT, models: { reader: { run: "4f0c" } } });
    const stop = startChecking();
    await waitFor(() => expect(useCatalog.getState().catalog?.runs?.["4f0c"]?.inputs).toEqual([port]));
    stop();
    useCheck.setState({ report: null, state: "checking", outdated: false, documentError: null });
  });

  it("is not asked anew when a node moves inside a nested model", async () => {
    server = await serve(() => ({
      status: 200,
      body: { ok: true, problems: [], nodes: {}, models: {}, totals, rows: null },
    }));
    const stop = startChecking();
    await waitFor(() => expect(useCheck.getState().state).toBe("fresh"));
    enterModel("n2");
    state().edit([{ type: "move", positions: { n2: { x: 1, y: 2 } } }]);
    await new Promise((resolve) => setTimeout(resolve, 120));
    stop();
    expect(server.asked).toHaveLength(1);
    expect(modelsOf(state().document).tower?.layout).toEqual({ n2: { x: 1, y: 2 } });
  });
});

describe("unpacking", () => {
  it("asks first where other calls share the weights", async () => {
    state().edit([{ type: "add_node", node: { kind: "shared", id: "n9", of: "n2" } }]);
    await unpack("n2");
    expect(useToast.getState().toast).toMatchObject({ key: "nested.sharedWeights" });
    expect(state().history.past).toHaveLength(1);
    useToast.getState().toast?.action?.onPick();
    await waitFor(() => expect(state().history.past).toHaveLength(2));
    expect(findNode(state().openGraph, "n9")).toMatchObject({ kind: "model", model: "tower" });
  });

  it("asks the server for the graph of a model of Keras, and is one undo step", async () => {
    const graph = modelsOf(DOCUMENT).tower?.graph;
    server = await serve(() => ({
      status: 200,
      body: {
        model: { graph },
        models: {},
        warnings: [{ code: "expand.trained", params: { name: "base" }, message: "Its weights stay behind." }],
      },
    }));
    state().edit([{ type: "add_node", node: { kind: "model", id: "n9", name: "base", model: "base" } }]);
    const before = state().document;
    await unpack("n9");
    expect(JSON.parse(server.asked[0]?.body ?? "")).toMatchObject({ model: "base" });
    expect(nodesOf(state().openGraph).some((node) => node.kind === "layer")).toBe(true);
    expect(modelsOf(state().document).base).toBeUndefined();
    expect(useToast.getState().toast?.text).toBe("Its weights stay behind.");
    state().undo();
    expect(state().document).toBe(before);
  });

  it("says why where the server refuses", async () => {
    const message = "There is no such run any more.";
    server = await serve(() => ({ status: 422, body: { code: "invalid", message } }));
    state().edit([{ type: "add_node", node: { kind: "model", id: "n9", name: "base", model: "base" } }]);
    const before = state().document;
    await unpack("n9");
    expect(useToast.getState().toast?.text).toBe(message);
    expect(state().document).toBe(before);
  });
});

it("a model is published with those it names", async () => {
  const bodies: unknown[] = [];
  server = await serve(({ method, body }) => {
    if (method === "PUT") bodies.push(JSON.parse(body));
    return { status: 200, body: method === "PUT" ? bodies[0] : { published: bodies } };
  });
  state().edit([
    { type: "add_node", node: { kind: "model", id: "n9", name: "base", model: "base" }, model: "tower" },
  ]);
  await publishModel("tower");
  expect(bodies[0]).toMatchObject({ name: "tower", models: { base: { application: "MobileNet" } } });
  await loadPublished();
  expect(usePublished.getState().published.map(({ name }) => name)).toEqual(["tower"]);
});
