import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followSaves, loadNewestRevision } from "../../src/actions/followSaves";
import { documentInFile } from "../../src/actions/imports/importDocument";
import { leaveStart, newProject, openFirst, openProject, showStart } from "../../src/actions/openProject";
import { keepBoth, keepMine } from "../../src/actions/resolveConflict";
import { save } from "../../src/actions/saveProject";
import { DocumentText } from "../../src/api/projects";
import { hashOf } from "../../src/document/sharing/link";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { useToast } from "../../src/state/toast";
import { openProjects, renameDocument } from "../support/openProjects";
import type { Projects } from "../support/projects";
import type { Gate, TestServer } from "../support/server";

let projects: Projects;
let gate: Gate;
let server: TestServer;
let stop: () => Promise<void>;

beforeEach(async () => {
  ({ projects, gate, server, stop } = await openProjects());
});

afterEach(() => stop());

const begin = () => newProject({ format: 2, name: "Example" });
const saving = () => useProject.getState().saving;
const stored = (id: string) => projects.kept.get(id)?.document.name;
const becomes = (state: string) => waitFor(() => expect(saving()).toBe(state));

const NEWER = `{"format": 3,  "name": "From tomorrow", "graph": {"nodes": [
  {"kind": "input", "id": "n1", "name": "a", "shape": [4.0]}, {"kind": "portal", "id": "n2"}], "edges": []}}`;

describe("a document of a newer format", () => {
  it("[G136] opens to be looked at: what is known of it is drawn, and it is never changed or saved", async () => {
    await newProject(new DocumentText(NEWER));
    expect(projects.texts).toEqual([`{"document":${NEWER}}`]);
    expect(saving()).toBe("newer");
    expect(useToast.getState().toast).toMatchObject({ key: "editor:newer", values: { format: 3 } });
    const before = useDocument.getState();
    expect(before.openGraph.graph?.nodes?.map(({ id }) => id)).toEqual(["n1"]);
    expect(before.document.format).toBe(3);

    renameDocument("Mine");
    useDocument.getState().undo();
    await save();
    expect(useDocument.getState().document).toBe(before.document);
    expect(projects.kept.get("p1")?.revision).toBe(1);

    await newProject({ format: 2, name: "Today" });
    renameDocument("Changed");
    await becomes("saved");
    expect(stored("p2")).toBe("Changed");
  });

  it("[G136] in a file is kept as its text, and is not read by the server", async () => {
    const { document } = await documentInFile(new File([NEWER], "tomorrow.json"));
    expect(document).toEqual(new DocumentText(NEWER));
  });
});

describe("a project", () => {
  it("[C59] is offered, not made, on the first visit", async () => {
    await openFirst();
    expect(useProject.getState()).toMatchObject({ waiting: "start", id: null });
    expect(projects.kept.size).toBe(0);
    leaveStart();
    expect(useProject.getState().waiting).toBe("start");

    await begin();
    expect(useDocument.getState().openGraph.name).toBe("Example");
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
    location.hash = await hashOf({ format: 2, name: "질문" });
    await Promise.all([openFirst(), openFirst()]);
    expect([...projects.kept.values()].map(({ document }) => document.name)).toEqual(["Example", "질문"]);
    expect(location.hash).toBe("#/p/p2");
    expect(useDocument.getState().openGraph.name).toBe("질문");
  });

  it("[C55] stays as it was when the address is damaged, and the address is its own again", async () => {
    await begin();
    location.hash = "#/d/damaged";
    await openFirst();
    expect(location.hash).toBe("#/p/p1");
    expect(useToast.getState().toast?.key).toBe("picture:unopened.damagedLink");
    expect(projects.kept.size).toBe(1);
  });

  it("[C53] of a link is made when the server is there again: the address waits", async () => {
    const hash = await hashOf({ format: 2, name: "Later" });
    location.hash = hash;
    projects.down = true;
    await openFirst();
    expect(useProject.getState().waiting).toBe("offline");
    expect(location.hash).toBe(hash);
    projects.down = false;
    await waitFor(() => expect(useDocument.getState().openGraph.name).toBe("Later"));
    expect(projects.kept.size).toBe(1);
  });

  it("is saved by itself, and what is saved needs no draft", async () => {
    await begin();
    renameDocument("Mine");
    expect(localStorage.getItem("layerloom.draft.p1")).toContain("Mine");
    expect(saving()).toBe("saving");
    await becomes("saved");
    expect(stored("p1")).toBe("Mine");
    expect(localStorage.getItem("layerloom.draft.p1")).toBeNull();
  });

  it("needs no save when a change was taken back at once", async () => {
    await begin();
    renameDocument("Mine");
    useDocument.getState().undo();
    await becomes("saved");
    expect(projects.kept.get("p1")?.revision).toBe(1);
    expect(localStorage.getItem("layerloom.draft.p1")).toBeNull();
  });

  it("is kept in the browser while the server is away, and found again", async () => {
    await begin();
    projects.down = true;
    renameDocument("Offline");
    await becomes("offline");
    projects.down = false;
    await openProject("p1");
    expect(useDocument.getState().openGraph.name).toBe("Offline");
    await becomes("saved");
    expect(stored("p1")).toBe("Offline");
  });

  it("is not in conflict with its own save whose answer was lost", async () => {
    await begin();
    projects.loseAnswers = true;
    renameDocument("One");
    await becomes("offline");
    expect(stored("p1")).toBe("One");
    projects.loseAnswers = false;
    renameDocument("Two");
    await becomes("saved");
    expect(stored("p1")).toBe("Two");
  });

  it("offers both versions when somebody else saved, and loses neither", async () => {
    await begin();
    projects.kept.set("p1", { revision: 9, document: { format: 2, name: "Theirs" } });
    renameDocument("Mine");
    await becomes("conflict");
    expect(stored("p1")).toBe("Theirs");
    await keepBoth((text) => `${text} copy`);
    expect(stored("p2")).toBe("Mine copy");
    expect(useDocument.getState().openGraph.name).toBe("Theirs");
    expect(saving()).toBe("saved");
  });

  it("goes on from the other's revision when mine is chosen", async () => {
    await begin();
    projects.kept.set("p1", { revision: 9, document: { format: 2, name: "Theirs" } });
    renameDocument("Mine");
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

describe("[C130] saves one after the other", () => {
  it("is in no conflict with itself when several saves are asked for while one is under way", async () => {
    await begin();
    gate.closedFor = ({ method }) => method === "PUT";
    renameDocument("One");
    const saves = [save()];
    await waitFor(() => expect(gate.held).toBe(1));
    renameDocument("Two");
    saves.push(save(), save(), save());
    gate.open();
    await Promise.all(saves);
    await becomes("saved");
    expect(stored("p1")).toBe("Two");
    const revisions = server.asked
      .filter(({ method }) => method === "PUT")
      .map(({ body }) => JSON.parse(body).revision);
    expect(revisions).toEqual([1, 2]);
  });

  it("saves what was edited while another document was on its way", async () => {
    await begin();
    await newProject({ format: 2, name: "Other" });
    gate.closedFor = ({ method, path }) => method === "GET" && /\/p1\b/.test(path);
    const opening = openProject("p1");
    await waitFor(() => expect(gate.held).toBe(1));
    renameDocument("Edited meanwhile");
    gate.open();
    await opening;
    expect(useDocument.getState().openGraph.name).toBe("Example");
    expect(stored("p2")).toBe("Edited meanwhile");
    expect(localStorage.getItem("layerloom.draft.p2")).toBeNull();
  });

  it("takes what was edited meanwhile along into the copy that keeps both", async () => {
    await begin();
    projects.kept.set("p1", { revision: 9, document: { format: 2, name: "Theirs" } });
    renameDocument("Mine");
    await becomes("conflict");
    gate.closedFor = ({ method }) => method === "POST";
    const both = keepBoth((text) => `${text} copy`);
    await waitFor(() => expect(gate.held).toBe(1));
    renameDocument("Mine, later");
    gate.open();
    await both;
    expect(stored("p2")).toBe("Mine, later copy");
    expect(useDocument.getState().openGraph.name).toBe("Theirs");
  });
});

describe("[C131] what was asked for last is open", () => {
  beforeEach(async () => {
    for (const text of ["A", "B", "C"]) await newProject({ format: 2, name: text });
  });

  const shown = () => [useProject.getState().id, useDocument.getState().openGraph.name, location.hash];

  it("whichever answer comes first", async () => {
    gate.closedFor = ({ method, path }) => method === "GET" && /\/p1\b/.test(path);
    const first = openProject("p1");
    await waitFor(() => expect(gate.held).toBe(1));
    await openProject("p2");
    gate.open();
    await first;
    expect(shown()).toEqual(["p2", "B", "#/p/p2"]);
  });

  it("an earlier one that is not there changes nothing", async () => {
    gate.closedFor = ({ method, path }) => method === "GET" && /\/p9\b/.test(path);
    const first = openProject("p9");
    await waitFor(() => expect(gate.held).toBe(1));
    await openProject("p2");
    gate.open();
    await expect(first).resolves.toBeUndefined();
    expect(shown()).toEqual(["p2", "B", "#/p/p2"]);
    expect(useProject.getState().waiting).toBeNull();
  });

  it("a new one that is made late is kept, and does not come in front", async () => {
    gate.closedFor = ({ method }) => method === "POST";
    const made = newProject({ format: 2, name: "Late" });
    await waitFor(() => expect(gate.held).toBe(1));
    await openProject("p1");
    gate.open();
    await made;
    expect(shown()[0]).toBe("p1");
    expect(stored("p4")).toBe("Late");
  });

  it("who goes to the start, or back from it, is not pulled away", async () => {
    gate.closedFor = ({ method, path }) => method === "GET" && /\/p1\b/.test(path);
    const first = openProject("p1");
    await waitFor(() => expect(gate.held).toBe(1));
    showStart();
    gate.open();
    await first;
    expect(useProject.getState()).toMatchObject({ id: "p3", waiting: "start" });
    leaveStart();
    expect(shown()).toEqual(["p3", "C", "#/p/p3"]);
  });

  it("the list that the page begins with does not replace it", async () => {
    localStorage.removeItem("layerloom.project");
    location.hash = "";
    gate.closedFor = ({ method, path }) => method === "GET" && path.endsWith("/projects");
    const first = openFirst();
    await waitFor(() => expect(gate.held).toBe(1));
    await openProject("p2");
    gate.open();
    await first;
    expect(shown()).toEqual(["p2", "B", "#/p/p2"]);
  });
});

describe("[C132] a tab that has nothing of its own to save", () => {
  const saveElsewhere = (text: string) => {
    const revision = (projects.kept.get("p1")?.revision ?? 0) + 1;
    projects.kept.set("p1", { revision, document: { format: 2, name: text } });
    return revision;
  };

  it("follows what another tab saves, and one undo brings back what it had", async () => {
    await begin();
    const stopFollowing = followSaves();
    const other = new BroadcastChannel("layerloom.saved");
    other.postMessage({ id: "p1", revision: saveElsewhere("Theirs") });
    await waitFor(() => expect(useDocument.getState().openGraph.name).toBe("Theirs"));
    expect(saving()).toBe("saved");
    renameDocument("Mine on top");
    await becomes("saved");
    expect(projects.kept.get("p1")).toMatchObject({ revision: 3, document: { name: "Mine on top" } });
    useDocument.getState().undo();
    useDocument.getState().undo();
    expect(useDocument.getState().openGraph.name).toBe("Example");
    other.close();
    stopFollowing();
  });

  it("follows when it is looked at again", async () => {
    await begin();
    const stopFollowing = followSaves();
    saveElsewhere("Theirs");
    window.dispatchEvent(new Event("focus"));
    await waitFor(() => expect(useDocument.getState().openGraph.name).toBe("Theirs"));
    stopFollowing();
  });

  it("keeps its own edit: then both versions are offered", async () => {
    await begin();
    gate.closedFor = ({ method }) => method === "GET";
    saveElsewhere("Theirs");
    const following = loadNewestRevision();
    await waitFor(() => expect(gate.held).toBe(1));
    renameDocument("Mine");
    gate.open();
    await following;
    expect(useDocument.getState().openGraph.name).toBe("Mine");
    await becomes("conflict");
  });
});

describe("[C130] the way out of a conflict", () => {
  it("asked for twice is gone once, and the page goes on saving", async () => {
    await begin();
    projects.kept.set("p1", { revision: 9, document: { format: 2, name: "Theirs" } });
    renameDocument("Mine");
    await becomes("conflict");
    let read = 0;
    gate.closedFor = ({ method }) => method === "GET" && ++read === 2;
    const [first, second] = [keepMine(), keepMine()];
    await waitFor(() => expect(gate.held).toBe(1));
    await Promise.race([first, second]);
    gate.open();
    await Promise.all([first, second]);
    expect(useProject.getState()).toMatchObject({ revision: 10, saving: "saved" });
    renameDocument("Mine, later");
    await becomes("saved");
    expect(projects.kept.get("p1")).toMatchObject({ revision: 11, document: { name: "Mine, later" } });
  });
});
