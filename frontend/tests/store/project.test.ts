import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hashOf } from "../../src/document/carried/link";
import type { Document } from "../../src/document/types";
import { useDocument } from "../../src/store/document";
import { useNote } from "../../src/store/notes";
import {
  keepBoth,
  keepMine,
  leaveStart,
  newProject,
  openFirst,
  openProject,
  showStart,
  startSaving,
  useProject,
} from "../../src/store/project";
import { type Asked, serve, type TestServer } from "../support/server";

/** A server that keeps projects as the real one does: one revision more with each save, 409 for a stale one. */
class Projects {
  readonly kept = new Map<string, { revision: number; document: Document }>();
  /** Takes the save and loses the answer. */
  loseAnswers = false;
  down = false;

  answer({ method, path, body }: Asked): { status: number; body?: unknown } {
    if (this.down) return { status: 502, body: "nobody" };
    const id = /\/projects\/(\w+)/.exec(path)?.[1];
    const sent = body === "" ? null : JSON.parse(body);
    if (path.includes("/import")) return { status: 200, body: { document: sent, lost: [] } };
    if (method === "POST") {
      const fresh = `p${this.kept.size + 1}`;
      this.kept.set(fresh, { revision: 1, document: sent.document });
      return { status: 201, body: this.record(fresh) };
    }
    if (id === undefined)
      return { status: 200, body: { projects: [...this.kept.keys()].map((key) => this.record(key)) } };
    const project = this.kept.get(id);
    if (project === undefined)
      return { status: 404, body: { code: "not_found", message: "No such project." } };
    if (method === "GET") return { status: 200, body: { ...this.record(id), document: project.document } };
    if (sent.revision !== project.revision) {
      return { status: 409, body: { code: "project.stale", message: "Saved by somebody else." } };
    }
    this.kept.set(id, { revision: project.revision + 1, document: sent.document });
    return this.loseAnswers ? { status: 502, body: "lost" } : { status: 200, body: this.record(id) };
  }

  private record(id: string) {
    const project = this.kept.get(id);
    return { id, name: project?.document.name ?? "", revision: project?.revision ?? 0 };
  }
}

let projects: Projects;
let server: TestServer;
let stop: () => void;

beforeEach(async () => {
  localStorage.clear();
  projects = new Projects();
  server = await serve((asked) => projects.answer(asked));
  location.hash = "";
  useProject.setState({ id: null, revision: 0, saving: "saved", waiting: "opening", message: null });
  stop = startSaving();
});

afterEach(async () => {
  stop();
  await server.stop();
});

const begin = () => newProject({ format: 1, name: "Example" });
const name = (text: string) =>
  useDocument.getState().edit([{ type: "set_field", path: ["name"], value: text }]);
const saving = () => useProject.getState().saving;
const stored = (id: string) => projects.kept.get(id)?.document.name;
const becomes = (state: string) => vi.waitFor(() => expect(saving()).toBe(state), 4000);

describe("a project", () => {
  it("[C59] is offered, not made, on the first visit", async () => {
    await openFirst();
    expect(useProject.getState()).toMatchObject({ waiting: "start", id: null });
    expect(projects.kept.size).toBe(0);
    leaveStart();
    expect(useProject.getState().waiting).toBe("start");

    await begin();
    expect(useDocument.getState().document.name).toBe("Example");
    expect(useProject.getState().waiting).toBeNull();
    expect(location.hash).toBe("#/p/p1");
  });

  it("[C59] waits while another is chosen, and is gone back to", async () => {
    await begin();
    showStart();
    expect(useProject.getState()).toMatchObject({ waiting: "start", id: "p1" });
    leaveStart();
    expect(useProject.getState().waiting).toBeNull();
  });

  it("[C53] is made of the document in the address, once, and takes its place there", async () => {
    await begin();
    location.hash = await hashOf({ format: 1, name: "질문" });
    await Promise.all([openFirst(), openFirst()]);
    expect([...projects.kept.values()].map(({ document }) => document.name)).toEqual(["Example", "질문"]);
    expect(location.hash).toBe("#/p/p2");
    expect(useDocument.getState().document.name).toBe("질문");
  });

  it("[C55] stays as it was when the address is damaged, and the address is its own again", async () => {
    await begin();
    location.hash = "#/d/damaged";
    await openFirst();
    expect(location.hash).toBe("#/p/p1");
    expect(useNote.getState().note?.key).toBe("picture:unopened.damagedLink");
    expect(projects.kept.size).toBe(1);
  });

  it("[C53] of a link is made when the server is there again: the address waits", async () => {
    const hash = await hashOf({ format: 1, name: "Later" });
    location.hash = hash;
    projects.down = true;
    await openFirst();
    expect(useProject.getState().waiting).toBe("offline");
    expect(location.hash).toBe(hash);
    projects.down = false;
    await vi.waitFor(() => expect(useDocument.getState().document.name).toBe("Later"), 6000);
    expect(projects.kept.size).toBe(1);
  });

  it("is saved by itself, and what is saved needs no draft", async () => {
    await begin();
    name("Mine");
    expect(localStorage.getItem("layerloom.draft.p1")).toContain("Mine");
    expect(saving()).toBe("saving");
    await becomes("saved");
    expect(stored("p1")).toBe("Mine");
    expect(localStorage.getItem("layerloom.draft.p1")).toBeNull();
  });

  it("needs no save when a change was taken back at once", async () => {
    await begin();
    name("Mine");
    useDocument.getState().undo();
    await becomes("saved");
    expect(projects.kept.get("p1")?.revision).toBe(1);
    expect(localStorage.getItem("layerloom.draft.p1")).toBeNull();
  });

  it("is kept in the browser while the server is away, and found again", async () => {
    await begin();
    projects.down = true;
    name("Offline");
    await becomes("offline");
    projects.down = false;
    await openProject("p1");
    expect(useDocument.getState().document.name).toBe("Offline");
    await becomes("saved");
    expect(stored("p1")).toBe("Offline");
  });

  it("is not in conflict with its own save whose answer was lost", async () => {
    await begin();
    projects.loseAnswers = true;
    name("One");
    await becomes("offline");
    expect(stored("p1")).toBe("One");
    projects.loseAnswers = false;
    name("Two");
    await becomes("saved");
    expect(stored("p1")).toBe("Two");
  });

  it("offers both versions when somebody else saved, and loses neither", async () => {
    await begin();
    projects.kept.set("p1", { revision: 9, document: { format: 1, name: "Theirs" } });
    name("Mine");
    await becomes("conflict");
    expect(stored("p1")).toBe("Theirs");
    await keepBoth((text) => `${text} copy`);
    expect(stored("p2")).toBe("Mine copy");
    expect(useDocument.getState().document.name).toBe("Theirs");
    expect(saving()).toBe("saved");
  });

  it("goes on from the other's revision when mine is chosen", async () => {
    await begin();
    projects.kept.set("p1", { revision: 9, document: { format: 1, name: "Theirs" } });
    name("Mine");
    await becomes("conflict");
    await keepMine();
    expect(saving()).toBe("saved");
    expect(projects.kept.get("p1")).toMatchObject({ revision: 10, document: { name: "Mine" } });
  });

  it("says so when it is gone", async () => {
    location.hash = "#/p/p7";
    await openFirst();
    expect(useProject.getState().waiting).toBe("missing");
  });
});
