import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newFromTemplate, newProject, openProject } from "../../src/actions/openProject";
import { save } from "../../src/actions/saveProject";
import { openProjects, renameDocument } from "../support/openProjects";
import type { Projects } from "../support/projects";

let projects: Projects;
let stop: () => Promise<void>;

beforeEach(async () => {
  ({ projects, stop } = await openProjects());
});
afterEach(() => stop());

const template = { format: 2, name: "Iris" };

it("[C327] the copy of a template that nobody touched goes to the bin when another document is opened", async () => {
  await newProject({ format: 2, name: "Mine" });
  await newFromTemplate(template);
  expect(projects.bin).toEqual([]);
  await openProject("p1");
  await waitFor(() => expect(projects.bin).toEqual(["p2"]));
});

it("[C327] one that was edited stays, as does a document of one's own", async () => {
  await newProject({ format: 2, name: "Mine" });
  await newFromTemplate(template);
  renameDocument("Edited");
  await save();
  await openProject("p1");
  await newFromTemplate(template);
  await newFromTemplate(template);
  await waitFor(() => expect(projects.bin).toEqual(["p3"]));
});
