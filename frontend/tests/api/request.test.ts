import { afterEach, describe, expect, it } from "vitest";
import { check, exportDocument } from "../../src/api/documents";
import { createProject, deleteProject, saveProject } from "../../src/api/projects";
import { Refusal, Unreachable } from "../../src/api/request";
import { listEvents, listRuns } from "../../src/api/runs";
import { type Asked, serve, type TestServer } from "../support/server";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const never = () => new AbortController().signal;

describe("asking the server", () => {
  it("sends a document as it stands and gives back the answer", async () => {
    const report = { ok: false, problems: [] };
    server = await serve(() => ({ status: 200, body: report }));
    const document = { format: 2 as const, name: "Draft", graph: { nodes: [], edges: [] } };
    expect(await check(document, never())).toEqual(report);
    expect(server.asked).toEqual([{ method: "POST", path: "/api/v1/check", body: JSON.stringify(document) }]);
  });

  it("asks for one project's runs, for events after a number, for a text", async () => {
    server = await serve(({ path }) =>
      path.includes("export") ? { status: 200, text: "import keras\n" } : { status: 200, body: {} },
    );
    await listRuns("p1");
    await listEvents("r1", 7);
    expect(await exportDocument({ format: 2 }, "python", never())).toBe("import keras\n");
    expect(server.asked.map(({ path }) => path)).toEqual([
      "/api/v1/runs?project=p1",
      "/api/v1/runs/r1/events?after=7",
      "/api/v1/export?to=python",
    ]);
  });

  it("takes an answer without a body", async () => {
    server = await serve(() => ({ status: 204 }));
    await expect(deleteProject("p1")).resolves.toBeUndefined();
  });

  it("[A] makes of an error body a refusal that carries it", async () => {
    const body = {
      code: "project.stale",
      message: "Somebody saved in between.",
      where: null,
      limit: null,
      got: null,
    };
    server = await serve(() => ({ status: 409, body }));
    const refusal = await saveProject("p1", 1, {}).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ status: 409, body, message: "Somebody saved in between." });
  });

  it("does not take somebody else's error page for the server's word", async () => {
    server = await serve(() => ({ status: 502, text: "<h1>Bad gateway</h1>" }));
    await expect(createProject({})).rejects.toBeInstanceOf(Unreachable);
  });

  it("says that nobody answers", async () => {
    server = await serve(() => ({ status: 200, body: {} }));
    await server.stop();
    await expect(listRuns("p1")).rejects.toBeInstanceOf(Unreachable);
    server = undefined;
  });

  it("keeps an abort an abort", async () => {
    const stop = new AbortController();
    server = await serve((_asked: Asked) => {
      stop.abort();
      return { status: 200, body: {} };
    });
    await expect(check({ format: 2 }, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
  });
});
