import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newProject, openFirst, openProject } from "../../src/actions/openProject";
import { deleteProject, restore, restoreProject, undoDeletion } from "../../src/actions/restoreDeleted";
import { save } from "../../src/actions/saveProject";
import { closeBin, loadBin, openBin, purge, useBin } from "../../src/state/bin";
import { EMPTY, useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { openProjects, renameDocument } from "../support/openProjects";
import type { Projects } from "../support/projects";
import type { Gate, TestServer } from "../support/server";

let projects: Projects;
let gate: Gate;
let server: TestServer;
let stop: () => Promise<void>;

beforeEach(async () => {
  ({ projects, gate, server, stop } = await openProjects());
  useBin.setState({ items: null, offered: null, failed: null });
  for (const text of ["A", "B"]) await newProject({ format: 2, name: text });
});

afterEach(async () => {
  await stop();
  useDocument.getState().open(EMPTY);
});

const shown = () => [useProject.getState().id, useDocument.getState().openGraph.name];

async function deleted(id: string) {
  const found = await deleteProject(id);
  if (found === null) throw new Error("not in the bin");
  return found;
}

describe("[C134] a deleted document", () => {
  it("leaves the page where it is, and comes back", async () => {
    const gone = await deleted("p1");
    expect(shown()).toEqual(["p2", "B"]);
    expect(useBin.getState().items?.map((item) => item.name)).toEqual(["A"]);
    expect(await undoDeletion(gone)).toBe(true);
    expect(projects.bin).toEqual([]);
    expect(shown()).toEqual(["p2", "B"]);
  });

  it("that is open is saved first, gives way to the start, and is open again when it is back", async () => {
    renameDocument("B, edited");
    const gone = await deleted("p2");
    expect(projects.kept.get("p2")?.document.name).toBe("B, edited");
    expect(useProject.getState()).toMatchObject({ id: null, waiting: "start" });
    expect(location.hash).toBe("");
    await undoDeletion(gone);
    expect(shown()).toEqual(["p2", "B, edited"]);
    expect(useProject.getState().waiting).toBeNull();
  });

  it("does not take the place of what was opened since", async () => {
    const gone = await deleted("p2");
    await openProject("p1");
    await undoDeletion(gone);
    expect(shown()).toEqual(["p1", "A"]);
  });

  it("does not hold up what was asked for while it went", async () => {
    gate.closedFor = ({ method }) => method === "DELETE";
    const going = deleteProject("p2");
    await waitFor(() => expect(gate.held).toBe(1));
    gate.closedFor = ({ method, path }) => method === "GET" && /\/p1\b/.test(path);
    const opening = openProject("p1");
    await waitFor(() => expect(gate.held).toBe(2));
    gate.open();
    await Promise.all([going, opening]);
    expect(shown()).toEqual(["p1", "A"]);
    expect(useProject.getState().waiting).toBeNull();
  });

  it("is not what the page begins with", async () => {
    projects.bin.push("p2");
    location.hash = "";
    await openFirst();
    expect(shown()).toEqual(["p1", "A"]);
  });

  it("that its address names says where it is, and opens when it is restored", async () => {
    projects.bin.push("p1");
    location.hash = "#/p/p1";
    await openFirst();
    expect(useProject.getState()).toMatchObject({ waiting: "binned", message: "p1" });
    await restoreProject("p1");
    expect(shown()).toEqual(["p1", "A"]);
  });

  it("that was deleted elsewhere while it is edited keeps the edits, and saves them when it is restored", async () => {
    projects.bin.push("p2");
    renameDocument("Later");
    await save();
    expect(useProject.getState().saving).toBe("binned");
    renameDocument("Later still");
    await save();
    expect(server.asked.filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect(localStorage.getItem("layerloom.draft.p2")).toContain("Later still");
    await restoreProject("p2");
    await waitFor(() => expect(useProject.getState().saving).toBe("saved"));
    expect(projects.kept.get("p2")?.document.name).toBe("Later still");
  });
});

describe("[C134] the bin", () => {
  it("is read when it is opened, and says what could not be done", async () => {
    await deleted("p1");
    openBin();
    await waitFor(() => expect(useBin.getState().items).toHaveLength(1));
    const [item] = useBin.getState().items ?? [];
    if (item === undefined) throw new Error("empty");
    projects.down = true;
    expect(await restore(item)).toBe(false);
    expect(useBin.getState().failed).not.toBeNull();
    projects.down = false;
    expect(await restore(item)).toBe(true);
    expect(useBin.getState()).toMatchObject({ items: [], failed: null });
    closeBin();
  });

  it("deletes for good by kind and id, and is read anew", async () => {
    const { item } = await deleted("p1");
    await purge(item);
    const [last, again] = server.asked.slice(-2);
    expect([last?.method, last?.path]).toEqual(["DELETE", "/api/v1/bin/project/p1"]);
    expect(again?.path).toBe("/api/v1/bin");
  });

  it("shows the list that was asked for last, whichever comes first", async () => {
    gate.closedFor = ({ path }) => path.endsWith("/bin");
    const early = loadBin();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.closedFor = () => false;
    await deleted("p1");
    gate.open();
    await early;
    expect(useBin.getState().items).toHaveLength(1);
  });
});
