import type { RunRecord } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseRun, followProjectRuns, followQueue, followRun, loadRuns } from "../../src/actions/followRuns";
import { removeRun, requestStop, startTraining } from "../../src/actions/runActions";
import { chartsOf } from "../../src/run/chartSeries";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { useRuns } from "../../src/state/runs/runs";
import { Log, RUN } from "../support/events";
import { record } from "../support/records";
import { type Asked, type Peer, serve, type TestServer } from "../support/server";

let server: TestServer;
let stopRuns: () => void = () => {};
let runs: RunRecord[];
let log: Log;
/** How many runs the server lists at once. */
let pageSize: number;
/** What a test wants answered otherwise. */
let other: (asked: Asked) => { status: number; body?: unknown } | null;

function answer(asked: Asked) {
  const special = other(asked);
  if (special !== null) return special;
  if (asked.path.startsWith("/api/v1/runs?")) {
    const query = new URL(asked.path, "http://x").searchParams;
    const listed = runs.filter((run) => run.project === query.get("project"));
    const first = listed.findIndex((run) => run.id === query.get("after")) + 1;
    const page = listed.slice(first, first + pageSize);
    return { status: 200, body: { runs: page, has_more: first + page.length < listed.length } };
  }
  if (asked.method === "POST" && asked.path === "/api/v1/runs") {
    const started = record({ id: JSON.parse(asked.body).id });
    runs = [started, ...runs];
    return { status: 201, body: started };
  }
  return { status: 200, body: { events: [], last_seq: 0 } };
}

function replay(peer: Peer) {
  const id = /runs\/([^/]+)\/stream/.exec(peer.url)?.[1];
  for (const event of log.events) peer.say(JSON.stringify({ ...event, run: id }));
}

beforeEach(async () => {
  runs = [];
  pageSize = 200;
  log = new Log().begin(3).epoch(0, { loss: 1, val_loss: 2 }).epoch(1, { loss: 0.5, val_loss: 1.5 });
  other = () => null;
  server = await serve(answer, replay);
  useProject.setState({ id: "p1" });
  useDocument.getState().open({ format: 2, name: "Drawn", training: {}, data: {} });
});
afterEach(async () => {
  stopRuns();
  useProject.setState({ id: null });
  await server.stop();
});

const current = () => useRuns.getState().followed[useRuns.getState().currentRun ?? ""];
const lossCurve = () => chartsOf(current()?.view as never)[0]?.lines.map(({ values }) => values);

describe("the project's runs", () => {
  it("[A71] a newer one is shown by itself only until a person has chosen one", async () => {
    runs = [record({ id: "old", state: "completed" })];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(useRuns.getState().currentRun).toBe("old"));
    runs = [record({ id: "newer" }), ...runs];
    await loadRuns();
    expect(useRuns.getState().currentRun).toBe("newer");
    chooseRun("newer");
    runs = [record({ id: "newest" }), ...runs];
    await loadRuns();
    expect(useRuns.getState().currentRun).toBe("newer");
    await startTraining();
    const started = useRuns.getState().currentRun;
    expect(started).toBe(runs[0]?.id);
    runs = [record({ id: "of another tab" }), ...runs];
    await loadRuns();
    expect(useRuns.getState().currentRun).toBe(started);
  });

  it("a page that is loaded in mid-run shows the same curve, from the first epoch", async () => {
    runs = [record(), record({ id: "older", state: "completed" })];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(current()?.view.epochs).toHaveLength(2));
    expect(useRuns.getState().currentRun).toBe(RUN);
    expect(lossCurve()).toEqual([
      [1, 0.5],
      [2, 1.5],
    ]);
    expect(server.peers.map(({ url }) => url)).toEqual([`/api/v1/runs/${RUN}/stream?after=0`]);
  });

  it("another project has other runs, and the old one's are let go", async () => {
    runs = [record(), record({ id: "second", project: "p2" })];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(useRuns.getState().currentRun).toBe(RUN));
    useProject.setState({ id: "p2" });
    await waitFor(() => expect(useRuns.getState().currentRun).toBe("second"));
    expect(Object.keys(useRuns.getState().followed)).toEqual(["second"]);
  });

  it("reads the list anew when a run ends", async () => {
    runs = [record()];
    log.add("completed", { epochs: 2, stopped_by: "EarlyStopping" });
    other = ({ path }) => {
      if (path.startsWith("/api/v1/runs?") && server.peers.length > 0)
        runs = [record({ state: "completed" })];
      return null;
    };
    stopRuns = followProjectRuns();
    await waitFor(() => expect(useRuns.getState().runs?.[0]?.state).toBe("completed"));
  });

  it("[R5] asks for the place of a run that waits until its turn has come", async () => {
    log = new Log().add("queued", { position: 2 });
    let asked = 0;
    other = ({ path }) => {
      if (path.startsWith("/api/v1/runs?")) {
        runs = [record({ state: "queued", queue_position: Math.max(0, 2 - asked) })];
        asked += 1;
      }
      return null;
    };
    const seen = new Set<number>();
    const stopSeeing = useRuns.subscribe((state) => {
      for (const { queue_position } of state.runs ?? []) seen.add(queue_position);
    });
    stopRuns = followProjectRuns();
    const stopQueue = followQueue(20);
    try {
      await waitFor(() => expect([...seen]).toEqual([2, 1, 0]));
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(asked).toBe(3);
    } finally {
      stopQueue();
      stopSeeing();
    }
  });

  it("follows a run once, however often it is asked for", async () => {
    runs = [record()];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(current()).toBeDefined());
    followRun(RUN);
    followRun(RUN);
    await waitFor(() => expect(current()?.view.epochs).toHaveLength(2));
    expect(server.peers).toHaveLength(1);
  });
});

describe("train, stop, delete", () => {
  it("[R] a start whose answer was lost is sent again under the same id", async () => {
    stopRuns = followProjectRuns();
    let tries = 0;
    other = ({ method, path }) => {
      if (method !== "POST" || path !== "/api/v1/runs") return null;
      tries += 1;
      return tries === 1 ? { status: 502 } : null;
    };
    await startTraining();
    const bodies = server.asked.filter(({ method }) => method === "POST").map(({ body }) => body);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
    const { id, project } = JSON.parse(bodies[0] ?? "");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(project).toBe("p1");
    expect(useRuns.getState()).toMatchObject({ currentRun: id, starting: false, error: null });
  });

  it("says why a start was refused, and keeps the run that is watched", async () => {
    runs = [record()];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(useRuns.getState().currentRun).toBe(RUN));
    const body = { code: "run.refused", message: "digit has no loss.", where: null, limit: null, got: null };
    other = ({ method }) => (method === "POST" ? { status: 422, body } : null);
    await startTraining();
    expect(useRuns.getState()).toMatchObject({
      currentRun: RUN,
      starting: false,
      error: "digit has no loss.",
    });
  });

  it("a second press while the first is on its way starts nothing", async () => {
    stopRuns = followProjectRuns();
    await Promise.all([startTraining(), startTraining()]);
    expect(server.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("asks the server to stop, and shows the state it answers", async () => {
    runs = [record()];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(useRuns.getState().currentRun).toBe(RUN));
    other = ({ path }) =>
      path.endsWith("/stop") ? { status: 200, body: record({ state: "stopping" }) } : null;
    await requestStop(RUN);
    expect(useRuns.getState().runs?.[0]?.state).toBe("stopping");
  });

  it("a deleted run is gone, and the one before it is watched", async () => {
    runs = [record(), record({ id: "older", state: "completed" })];
    stopRuns = followProjectRuns();
    await waitFor(() => expect(useRuns.getState().currentRun).toBe(RUN));
    other = ({ method }) => (method === "DELETE" ? { status: 204 } : null);
    await removeRun(RUN);
    expect(useRuns.getState().runs?.map(({ id }) => id)).toEqual(["older"]);
    expect(useRuns.getState().currentRun).toBe("older");
    await waitFor(() => expect(current()?.view.epochs).toHaveLength(2));
  });
});
