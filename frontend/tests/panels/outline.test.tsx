import type { Catalog, CheckReport } from "@schema";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { act } from "react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Document } from "../../src/document/types";
import { loadNamespaces } from "../../src/i18n/languages";
import { OutlinePanel } from "../../src/panels/outline/OutlinePanel";
import { ProblemAnnouncer } from "../../src/panels/problems/ProblemAnnouncer";
import { useCatalog } from "../../src/state/catalog";
import { useCheck } from "../../src/state/check";
import { useDocument } from "../../src/state/document";
import { focusDockTab, useView } from "../../src/state/view";
import { readJson } from "../files";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const reported = (call: number, ...shape: (number | null)[]) => ({
  outputs: [{ shape, dtype: "float32" }],
  params: 0,
  call,
  flops: 0,
  activations: 0,
});
const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };
const DOCUMENT: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "output", id: "n6", name: "answer" },
      { kind: "input", id: "n1", name: "text", shape: [null], dtype: "int32" },
      { kind: "layer", id: "n2", name: "encode", layer: "Dense", config: { units: 24 } },
      { kind: "shared", id: "n3", of: "n2" },
      { kind: "layer", id: "n4", name: "merged", layer: "Concatenate", config: {} },
      { kind: "model", id: "n5", name: "tower", model: "tower" },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n1", target: "n3" },
      { source: "n2", target: "n4", order: 0 },
      { source: "n3", target: "n4", order: 1 },
      { source: "n4", target: "n5" },
      { source: "n5", target: "n6" },
    ],
  },
  models: {
    tower: {
      graph: {
        nodes: [
          { kind: "input", id: "n1", name: "x", shape: [48] },
          { kind: "output", id: "n2", name: "y" },
        ],
        edges: [{ source: "n1", target: "n2" }],
      },
    },
  },
};
const REPORT: CheckReport = {
  ok: true,
  problems: [],
  nodes: {
    n1: { ...reported(0, null, null), outputs: [{ shape: [null, null], dtype: "int32" }] },
    n2: reported(0, null, 24),
    n3: reported(1, null, 24),
    n4: reported(0, null, 48),
    n5: reported(0, null, 48),
    n6: reported(0, null, 48),
  },
  models: {
    tower: {
      inputs: [],
      outputs: [],
      nodes: { n1: reported(0, null, 48), n2: reported(0, null, 48) },
      totals,
    },
  },
  totals,
  rows: null,
};

beforeAll(() => loadNamespaces("outline"));
beforeEach(() => {
  useCatalog.setState({ catalog });
  useDocument.getState().open(DOCUMENT);
  useCheck.setState({ report: REPORT, state: "fresh", outdated: false, documentError: null });
});

const sentences = () => screen.getAllByRole("treeitem").map((item) => item.textContent);

describe("the outline", () => {
  it("[C83] tells every node in a sentence, in the order of the calls", () => {
    render(<OutlinePanel />);
    expect(sentences()).toEqual([
      "Input text, output None by None of int32",
      "Dense encode, call 0, input text, output None by 24",
      "Dense encode, call 1, input text, output None by 24",
      "Concatenate merged, inputs 1 encode call 0, 2 encode call 1, output None by 48",
      "Model tower, input merged, output None by 48",
      "Output answer, input tower, output None by 48",
    ]);
  });

  it("[C83] is walked by keys, into a nested model and out again, and leads to the canvas", async () => {
    render(<OutlinePanel />);
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement?.textContent).toMatch(/^Input text/);
    await user.keyboard("{End}{ArrowUp}{ArrowRight}{ArrowRight}");
    expect(document.activeElement?.textContent).toBe("Input x, output None by 48");
    expect(document.activeElement?.getAttribute("aria-level")).toBe("2");
    await user.keyboard("{Enter}");
    expect(useDocument.getState().modelPath).toEqual(["tower"]);
    expect(useView.getState().nodes).toEqual(["n1"]);
    await user.keyboard("{ArrowLeft}");
    expect(document.activeElement?.textContent).toMatch(/^Model tower/);
    await user.keyboard("{ArrowLeft}");
    expect(sentences()).toHaveLength(6);
  });

  it("says what is wrong with a node, and what is not known yet", () => {
    const problem = {
      code: "param.missing" as const,
      severity: "error" as const,
      message: "Dense encode needs units.",
      variant: null,
      params: {},
      where: { node: "n2", edge: null, field: null, model: null },
      expected: null,
      received: null,
      fixes: [],
    };
    useCheck.setState({ report: { ...REPORT, ok: false, problems: [problem], nodes: {} } });
    render(<OutlinePanel />);
    expect(sentences()).toContain(
      "Dense encode, call 0, input text, no shape yet, 1 problem: Dense encode needs units.",
    );
  });

  it("ends though a model holds itself", async () => {
    const inside = { kind: "model" as const, id: "n3", name: "again", model: "tower" };
    const tower = { graph: { nodes: [inside], edges: [] } };
    useDocument.getState().open({ ...DOCUMENT, models: { tower } });
    render(<OutlinePanel />);
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard("{End}{ArrowUp}");
    for (let depth = 0; depth < 6; depth++) await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(sentences().length).toBeLessThan(12);
  });
});

it("problems are read out when they become others", async () => {
  render(<ProblemAnnouncer />);
  await screen.findByText("No problems.");
  const problem = { message: "It is empty.", code: "graph.no_input" as const, severity: "error" as const };
  act(() =>
    useCheck.setState({
      report: {
        ...REPORT,
        problems: [
          {
            ...problem,
            variant: null,
            params: {},
            where: {},
            expected: null,
            received: null,
            fixes: [],
          } as never,
        ],
      },
    }),
  );
  await screen.findByText("1 problem. It is empty.");
});

it("a key that opens the outline puts the keyboard on a node, a click on its tab does not", () => {
  render(<OutlinePanel />);
  expect(document.activeElement).toBe(document.body);
  act(() => focusDockTab("outline"));
  expect(document.activeElement?.getAttribute("role")).toBe("treeitem");
  expect(useView.getState().focusedTab).toBeNull();
});
