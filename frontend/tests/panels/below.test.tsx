import type { DatasetInfo, FieldInfo, RunRecord } from "@schema";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { followProjectRuns } from "../../src/actions/followRuns";
import { loadNamespaces } from "../../src/i18n/languages";
import { CodePanel } from "../../src/panels/code/CodePanel";
import { DataPanel } from "../../src/panels/data/DataPanel";
import { RunStatus } from "../../src/panels/run/RunStatus";
import { RunsPanel } from "../../src/panels/runs/RunsPanel";
import { useBin } from "../../src/state/bin";
import { useCheck } from "../../src/state/check";
import { useDatasets } from "../../src/state/data/datasets";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { useRuns } from "../../src/state/runs/runs";
import { Log, RUN } from "../support/events";
import { record } from "../support/records";
import { type Asked, serve, type TestServer } from "../support/server";
import { FIELD } from "../support/training";

const DOCUMENT = {
  format: 2 as const,
  name: "Digits",
  graph: {
    nodes: [
      { kind: "input" as const, id: "n1", name: "picture", shape: [8, 8, 1] },
      { kind: "output" as const, id: "n2", name: "digit" },
    ],
    edges: [{ source: "n1", target: "n2" }],
  },
};

const field = (given: Partial<FieldInfo> & { name: string }): FieldInfo => ({
  ...FIELD,
  shape: [],
  dtype: "int64",
  rows: 1797,
  maximum: 9,
  classes: 10,
  ...given,
});
const DIGITS: DatasetInfo = {
  name: "digits",
  title: "Handwritten digits",
  text: "Small grey pictures.",
  rows: 1797,
  version: "1",
  fields: [
    field({ name: "label" }),
    field({ name: "image", shape: [8, 8, 1], dtype: "float32", maximum: 1, classes: null }),
  ],
  follows_model: false,
  versions: [],
};

let server: TestServer | undefined;
let stopRuns: () => void = () => {};
const answers = async (
  answer: (asked: Asked) => { status: number; body?: unknown; text?: string },
  log = new Log(),
) => {
  server = await serve(answer, (peer) => {
    for (const event of log.events) peer.say(JSON.stringify(event));
  });
};

beforeEach(() => {
  useDocument.getState().open(DOCUMENT);
  useCheck.setState({ report: null, state: "fresh", outdated: false, documentError: null });
  useDatasets.setState({ datasets: null, failed: null });
  useProject.setState({ waiting: null });
});
afterEach(async () => {
  localStorage.clear();
  stopRuns();
  useProject.setState({ id: null });
  await server?.stop();
});

describe("the data panel", () => {
  it("shows the fields of the chosen data set and binds them, those that fit first", async () => {
    const chosen = { type: "set_field", path: ["data", "dataset"], value: "digits" };
    await answers(({ path }) =>
      path.endsWith("/datasets/bind")
        ? { status: 200, body: { edits: [chosen], bound: [], left: ["picture", "digit"] } }
        : { status: 200, body: { datasets: [DIGITS] } },
    );
    render(<DataPanel />);
    await userEvent.selectOptions(await screen.findByLabelText("Data set"), "digits");
    await screen.findByRole("table");
    expect(screen.getByRole("table").textContent).toContain("8 × 8 × 1float320 … 1");
    const picture = screen.getByLabelText("picture");
    expect(
      within(picture)
        .getAllByRole("option")
        .map((option) => option.textContent),
    ).toEqual(["nothing bound", "image · 8 × 8 × 1 float32", "label · scalar int64"]);
    await userEvent.selectOptions(picture, "image");
    await userEvent.selectOptions(screen.getByLabelText("digit"), "label");
    expect(useDocument.getState().openGraph.data).toEqual({
      dataset: "digits",
      inputs: { picture: "image" },
      targets: { digit: "label" },
    });
    await userEvent.selectOptions(picture, "nothing bound");
    expect(useDocument.getState().openGraph.data?.inputs).toEqual({});
  });

  it("[D19] shows the recipes of a document, and binds what they make", async () => {
    await answers(() => ({ status: 200, body: { datasets: [DIGITS] } }));
    const scaled = { from: ["image"], steps: [{ layer: "Rescaling", config: { scale: 0.5 } }] };
    useDocument.getState().open({ ...DOCUMENT, data: { dataset: "digits", recipes: { scaled } } });
    render(<DataPanel />);
    const list = await screen.findByRole("region", { name: "Recipes" });
    expect(list.textContent).toContain("scaled ← image → Rescaling");
    await userEvent.selectOptions(screen.getByLabelText("picture"), "scaled · by a recipe");
    expect(useDocument.getState().openGraph.data?.inputs).toEqual({ picture: "scaled" });
    await userEvent.click(screen.getByRole("button", { name: "Remove scaled" }));
    expect(useDocument.getState().openGraph.data?.recipes).toEqual({});
  });

  it("a binding of something that is no longer in the model can be taken away", async () => {
    await answers(() => ({ status: 200, body: { datasets: [DIGITS] } }));
    useDocument.getState().open({ ...DOCUMENT, data: { dataset: "digits", inputs: { old: "image" } } });
    render(<DataPanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Remove old" }));
    expect(useDocument.getState().openGraph.data?.inputs).toEqual({});
  });
});

describe("the runs panel", () => {
  beforeAll(() => loadNamespaces("charts", "compare"));

  const log = new Log()
    .begin(2)
    .epoch(0, { loss: 1 })
    .epoch(1, { loss: 0.5 })
    .add("completed", { epochs: 2, stopped_by: null });
  const done = record({
    state: "completed",
    epochs_done: 2,
    logs: { loss: 0.5 },
    artifacts: ["model.keras", "events.jsonl"],
  });
  const SNAPSHOT = { format: 2, name: "Digits then", graph: DOCUMENT.graph, training: { epochs: 2 } };

  /** A page of the list, in the order that it is asked for in. */
  function listOf(runs: readonly RunRecord[], path: string) {
    const sort = new URL(path, "http://server").searchParams.get("sort") ?? "-created_at";
    const by = sort.replace("-", "") as "created_at" | "best_loss" | "name";
    const value = (run: RunRecord) => (by === "name" ? run.number : (run[by] ?? Number.POSITIVE_INFINITY));
    const sorted = [...runs].sort((a, b) => (value(a) < value(b) ? -1 : 1) * (sort.startsWith("-") ? -1 : 1));
    return { runs: sorted, total: runs.length, has_more: false };
  }

  async function show(trained: object) {
    let runs = [done];
    await answers(({ method, path }) => {
      if (path.startsWith("/api/v1/runs?")) return { status: 200, body: listOf(runs, path) };
      if (method === "DELETE") {
        runs = [];
        return { status: 204 };
      }
      if (path.endsWith("/bin")) {
        const [deleted_at, purged_at] = ["2026-11-01T10:00:00Z", "2026-12-01T10:00:00Z"];
        const item = {
          kind: "run",
          id: done.id,
          name: "Digits",
          deleted_at,
          purged_at,
          runs: 0,
          used_by: [],
        };
        return { status: 200, body: { items: [item], days: 30 } };
      }
      return { status: 200, body: { ...done, document: trained } };
    }, log);
    useProject.setState({ id: "p1" });
    stopRuns = followProjectRuns();
    render(<RunsPanel />);
    await screen.findByRole("slider", { name: "loss over the epochs. Now: loss 0.500." });
  }

  it("lists a run with its last numbers, its files, and the drawing it trained", async () => {
    await show(SNAPSHOT);
    expect(within(screen.getByRole("table")).getAllByRole("row")[1]?.textContent).toMatch(
      /^1completed2 of 2.*loss 0.500$/,
    );
    const link = screen.getByRole("link", { name: "Trained model (.keras)" });
    expect(link.getAttribute("href")).toBe(`/api/v1/runs/${done.id}/artifacts/model.keras`);
    await screen.findByText("The drawing has changed since this run began.");
    await userEvent.click(screen.getByRole("button", { name: "Put its drawing back" }));
    expect(useDocument.getState().openGraph).toEqual(SNAPSHOT);
    useDocument.getState().undo();
    expect(useDocument.getState().openGraph).toEqual(DOCUMENT);
  });

  it("shows how far a run has come since the list was read", async () => {
    await answers(
      () => ({
        status: 200,
        body: {
          runs: [record({ state: "starting", last_seq: 1, epochs: 5 })],
          total: 1,
          has_more: false,
          document: SNAPSHOT,
        },
      }),
      new Log().begin(5).epoch(0, { loss: 1 }).epoch(1, { loss: 0.25 }),
    );
    useProject.setState({ id: "p1" });
    stopRuns = followProjectRuns();
    render(<RunsPanel />);
    await screen.findByText("2 of 5");
    expect(screen.getByText("training")).toBeTruthy();
    expect(screen.getByText("loss 0.250")).toBeTruthy();
  });

  const first = record({ id: "first", created_at: "2026-10-31T10:00:00Z", best_loss: 0.125 });
  const rows = () =>
    within(screen.getByRole("table"))
      .getAllByRole("button", { name: /^Open / })
      .map((button) => button.textContent);

  /** Two runs, of which the server keeps the names. */
  async function showTwo() {
    let runs = [{ ...done, number: 2 }, first];
    await answers(({ method, path, body }) => {
      const named = /runs\/([^/]+)\/label$/.exec(path)?.[1];
      if (method === "PUT" && named !== undefined) {
        const label = JSON.parse(body).label.trim() || null;
        runs = runs.map((run) => (run.id === named ? { ...run, label } : run));
        return { status: 200, body: runs.find((run) => run.id === named) };
      }
      return {
        status: 200,
        body: path.startsWith("/api/v1/runs?") ? listOf(runs, path) : { ...done, document: SNAPSHOT },
      };
    }, log);
    useProject.setState({ id: "p1" });
    stopRuns = followProjectRuns();
    const { unmount } = render(<RunsPanel />);
    await waitFor(() => expect(rows()).toEqual(["2", "1"]));
    return unmount;
  }

  it("[C89] a run is named in any script, and has its number again where the name is taken away", async () => {
    await showTwo();
    const field = await screen.findByLabelText("name");
    expect(field.getAttribute("placeholder")).toBe("run 2");
    await userEvent.type(field, "넓은 커널{Enter}");
    await waitFor(() => expect(rows()).toEqual(["2 · 넓은 커널", "1"]));
    render(<RunStatus />);
    expect(screen.getByText(/^넓은 커널 · /)).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.tab();
    await waitFor(() => expect(rows()).toEqual(["2", "1"]));
    await userEvent.type(field, "x{Escape}");
    expect((field as HTMLInputElement).value).toBe("");
  });

  it("[C90] runs are listed by their best loss, by name and by their start, as was chosen last", async () => {
    const unmount = await showTwo();
    const head = (name: string) => screen.getByRole("columnheader", { name });
    const press = (name: string) => userEvent.click(within(head(name)).getByRole("button"));
    expect(head("started").getAttribute("aria-sort")).toBe("descending");
    await press("started");
    await waitFor(() => expect(rows()).toEqual(["1", "2"]));
    await press("best loss");
    await waitFor(() => expect(rows()).toEqual(["1", "2"]));
    expect(head("best loss").getAttribute("aria-sort")).toBe("ascending");
    await press("best loss");
    await waitFor(() => expect(rows()).toEqual(["2", "1"]));
    await press("run");
    await waitFor(() => expect(rows()).toEqual(["1", "2"]));
    unmount();
    render(<RunsPanel />);
    await waitFor(() => expect(rows()).toEqual(["1", "2"]));
    expect(head("run").getAttribute("aria-sort")).toBe("ascending");
  });

  it("a name and a place on the canvas are no change", async () => {
    await show({ ...DOCUMENT, name: "Another name", layout: { n1: { x: 1, y: 2 } } });
    await screen.findByText("The drawing is as it was for this run.");
  });

  it("[C134] a run goes to the bin at once, and the page offers to take that back", async () => {
    await show(SNAPSHOT);
    await userEvent.click(screen.getByRole("button", { name: "Delete run 1" }));
    await waitFor(() => expect(useRuns.getState().runs).toEqual([]));
    expect(screen.getByText(/No runs of this model yet/)).toBeTruthy();
    await waitFor(() => expect(useBin.getState().offered?.item.id).toBe(RUN));
  });
});

describe("the code panel", () => {
  beforeAll(() => loadNamespaces("code"));

  it("is written anew after a change, and says why where it cannot be", async () => {
    let broken = false;
    await answers(({ body }) => {
      if (broken)
        return { status: 422, body: { code: "export.refused", message: "digit is not fed.", where: null } };
      return { status: 200, body: { text: `# ${JSON.parse(body).name}\n`, lines: [] } };
    });
    render(<CodePanel />);
    await screen.findByText("# Digits");
    const rename = (value: string) =>
      useDocument.getState().edit([{ type: "set_field", path: ["name"], value }]);
    rename("Numbers");
    await screen.findByText("# Numbers");
    broken = true;
    rename("Broken");
    await screen.findByText("It cannot be written yet: digit is not fed.");
    expect(screen.getByText("# Numbers")).toBeTruthy();
  });
});
