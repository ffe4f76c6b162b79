import { startSaving } from "../../src/actions/saveProject";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { Projects } from "./projects";
import { Gate, serve } from "./server";

/** A page without an open project, which saves to a server of its own; `gate` delays the answers. */
export async function openProjects() {
  localStorage.clear();
  const projects = new Projects();
  const gate = new Gate();
  const server = await serve((asked) => gate.pass(asked, projects.answer(asked)));
  location.hash = "";
  useProject.setState({ id: null, revision: 0, saving: "saved", waiting: "opening", message: null });
  const stopSaving = startSaving();
  const stop = async () => {
    stopSaving();
    await server.stop();
  };
  return { projects, gate, server, stop };
}

/** Renames the open document: an edit that is saved. */
export function renameDocument(text: string): void {
  useDocument.getState().edit([{ type: "set_field", path: ["name"], value: text }]);
}
