import type { Catalog } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pasteFromClipboard, selectionAsText } from "../../src/actions/clipboard";
import { enterModel } from "../../src/actions/enterModel";
import { followProjectRuns } from "../../src/actions/followRuns";
import { expandModel, unpack } from "../../src/actions/nestedModels";
import { requestStop, startTraining } from "../../src/actions/runActions";
import { arrange } from "../../src/canvas/layout/arrange";
import { nodesOf } from "../../src/document/graph";
import { modelsOf } from "../../src/document/nestedModels";
import type { Document } from "../../src/document/types";
import { useCatalog } from "../../src/state/catalog";
import { EMPTY, useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { loadPublished, usePublished } from "../../src/state/runs/publishedModels";
import { useRuns } from "../../src/state/runs/runs";
import { useToast } from "../../src/state/toast";
import { select, useView } from "../../src/state/view";
import { readJson } from "../files";
import { NESTED_MODELS, TOWER_GRAPH } from "../support/nestedModels";
import { type Asked, Gate, serve, type TestServer } from "../support/server";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

const FIRST: Document = {
  format: 2,
  name: "First",
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "features", shape: [8] },
      { kind: "model", id: "n2", name: "base", model: "base" },
    ],
    edges: [{ source: "n1", target: "n2" }],
  },
  models: NESTED_MODELS,
};

/** It has an entry and a node of the very same names. */
const SECOND = { ...FIRST, name: "Second" };

let gate: Gate;
let server: TestServer;
let answer: (asked: Asked) => { status: number; body?: unknown };

beforeEach(async () => {
  gate = new Gate();
  gate.closedFor = () => true;
  answer = () => ({
    status: 200,
    body: {
      model: { graph: TOWER_GRAPH },
      models: {},
      warnings: [{ code: "expand.trained", params: { name: "base" }, message: "Its weights stay." }],
    },
  });
  server = await serve((asked) => gate.pass(asked, answer(asked)));
  useCatalog.setState({ catalog });
  useDocument.getState().open(FIRST);
  select([]);
});

afterEach(async () => {
  gate.open();
  useProject.setState({ id: null });
  useDocument.getState().open(EMPTY);
  useToast.setState({ toast: null });
  await server.stop();
});

const whole = () => useDocument.getState().document;
const held = (count = 1) => waitFor(() => expect(gate.held).toBe(count));
const message = { code: "invalid", message: "No.", where: null, limit: null, got: null };

describe("[C133] an answer that comes when another document is open", () => {
  it.each([
    ["opens no nested model in it", () => expandModel("base")],
    ["unpacks nothing in it", () => unpack("n2")],
  ])("%s", async (_, ask) => {
    const asked = ask();
    await held();
    useDocument.getState().open(SECOND);
    gate.open();
    await asked;
    expect(whole()).toBe(SECOND);
    expect(useDocument.getState().modelPath).toEqual([]);
    expect(useToast.getState().toast).toBeNull();
  });

  it("says nothing of what was refused", async () => {
    answer = () => ({ status: 422, body: message });
    const asked = expandModel("base");
    await held();
    useDocument.getState().open(SECOND);
    gate.open();
    await asked;
    expect(useToast.getState().toast).toBeNull();
  });

  it("does not paste into it", async () => {
    select(["n1"]);
    const text = selectionAsText();
    let give = (_: string) => {};
    vi.stubGlobal("navigator", { clipboard: { readText: () => new Promise<string>((go) => (give = go)) } });
    const pasted = pasteFromClipboard();
    useDocument.getState().open(SECOND);
    give(text);
    await pasted;
    vi.unstubAllGlobals();
    expect(whole()).toBe(SECOND);
  });

  it("says there neither that a start nor that a stop was refused, and leaves its own start alone", async () => {
    answer = ({ method }) =>
      method === "POST"
        ? { status: 422, body: message }
        : { status: 200, body: { runs: [], has_more: false } };
    gate.closedFor = ({ method }) => method === "POST";
    useDocument.getState().open({ ...FIRST, training: {}, data: {} });
    useProject.setState({ id: "p1" });
    const stopRuns = followProjectRuns();
    const asked = [startTraining(), requestStop("a")];
    await held(2);
    useProject.setState({ id: "p2" });
    useDocument.getState().open({ ...SECOND, training: {}, data: {} });
    useView.setState({ dockTab: "training" });
    useRuns.setState({ starting: true });
    gate.open();
    await Promise.all(asked);
    expect(useRuns.getState()).toMatchObject({ error: null, starting: true });
    expect(useView.getState().dockTab).toBe("training");
    stopRuns();
  });
});

describe("[C133] an answer for what has changed meanwhile", () => {
  it("does not bring back an entry that was removed", async () => {
    const asked = expandModel("base");
    await held();
    useDocument.getState().edit([{ type: "set_field", path: ["models", "base"], value: null }]);
    const before = whole();
    gate.open();
    await asked;
    expect(whole()).toBe(before);
  });

  it("does not take the place of an entry that was made meanwhile", async () => {
    answer = () => ({
      status: 200,
      body: { model: { graph: TOWER_GRAPH }, models: { block: { graph: TOWER_GRAPH } }, warnings: [] },
    });
    const asked = expandModel("base");
    await held();
    useDocument
      .getState()
      .edit([{ type: "set_field", path: ["models", "block"], value: { application: "VGG16", config: {} } }]);
    gate.open();
    await asked;
    expect(modelsOf(whole()).block).toEqual({ application: "VGG16", config: {} });
  });

  it("opens the model where it was asked for, and leaves the person where they are", async () => {
    useDocument
      .getState()
      .edit([{ type: "add_node", node: { kind: "model", id: "n9", name: "tower", model: "tower" } }]);
    const asked = expandModel("base");
    await held();
    enterModel("n9");
    gate.open();
    await asked;
    expect(modelsOf(whole()).base?.graph).toEqual(TOWER_GRAPH);
    expect(useDocument.getState().modelPath).toEqual(["tower"]);
    expect(nodesOf(useDocument.getState().openGraph).map(({ name }) => name)).toEqual(["x", "hidden", "y"]);
  });

  it("arranges nothing in the document that is open by then", async () => {
    gate.closedFor = () => false;
    useDocument.getState().open(FIRST);
    const asked = arrange();
    useDocument.getState().open(SECOND);
    expect(await asked).toBe(false);
    expect(whole()).toBe(SECOND);
  });

  it("of two lists of published models the one asked for last counts", async () => {
    const lists = [[{ name: "old" }], [{ name: "new" }]];
    answer = () => ({ status: 200, body: { published: lists.shift() } });
    const first = loadPublished();
    await held();
    gate.closedFor = () => false;
    await loadPublished();
    gate.open();
    await first;
    expect(usePublished.getState().published.map(({ name }) => name)).toEqual(["new"]);
  });
});
