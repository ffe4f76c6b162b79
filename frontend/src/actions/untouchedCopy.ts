import { deleteProject } from "../api/projects";
import { isServerError } from "../api/request";
import { listRuns } from "../api/runs";
import { readStored, removeStored, writeStored } from "../state/localStorage";
import { useProject } from "../state/project";
import { isSaved } from "./saveProject";

/** The copy of a template that was only looked at: it goes to the bin when another document is opened. */

const KEY = "untouched";

/** Remembers a project as the copy of a template, as long as nothing of it is saved again. */
export function rememberCopy(id: string, revision: number): void {
  writeStored(KEY, `${id} ${revision}`);
}

/** The open project, if it is a copy that nobody has edited since it was made. */
export function untouchedCopy(): string | null {
  const { id, revision, saving } = useProject.getState();
  const untouched = id !== null && readStored(KEY) === `${id} ${revision}`;
  return untouched && saving === "saved" && isSaved() ? id : null;
}

/** Puts an untouched copy into the bin, unless it was trained. */
export async function dropCopy(id: string): Promise<void> {
  removeStored(KEY);
  try {
    const { runs } = await listRuns(id);
    if (runs.length === 0) await deleteProject(id);
  } catch (error) {
    // It stays where it is: it is of no harm.
    if (!isServerError(error)) throw error;
  }
}
