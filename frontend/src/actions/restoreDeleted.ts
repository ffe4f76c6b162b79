import type { BinItem } from "@schema";
import { restoreItem } from "../api/bin";
import { deleteProject as remove } from "../api/projects";
import { binChanged, type Deletion, findDeleted, runBinOperation } from "../state/bin";
import { useProject } from "../state/project";
import { loadPublished } from "../state/runs/publishedModels";
import { loadRuns } from "./followRuns";
import { closeProject, openProject } from "./openProject";
import { save } from "./saveProject";

/** What deleting and restoring mean for what is open on the page. */

/** Puts a project into the bin. Where it is the open one, the start takes its place. */
export async function deleteProject(id: string): Promise<Deletion | null> {
  const wasOpen = useProject.getState().id === id;
  if (wasOpen) await save();
  await remove(id);
  if (wasOpen && useProject.getState().id === id) closeProject();
  const item = await findDeleted("project", id);
  return item === null ? null : { item, wasOpen };
}

/** Brings a thing back from the bin; returns whether it is back. What went wrong is said with the bin. */
export async function restore(item: BinItem): Promise<boolean> {
  const restored = await runBinOperation(() => restoreItem(item));
  if (restored) await refreshRestored(item.kind, item.id);
  return restored;
}

/** Takes a deletion back: an open document is open again. */
export async function undoDeletion({ item, wasOpen }: Deletion): Promise<boolean> {
  const { id, waiting } = useProject.getState();
  const restored = await restore(item);
  // Who has opened another document meanwhile keeps it.
  if (restored && wasOpen && (id === null || waiting === "start")) await openProject(item.id);
  return restored;
}

/** Brings a project back that was deleted elsewhere, and shows it. */
export async function restoreProject(id: string): Promise<void> {
  await restoreItem({ kind: "project", id, name: "" });
  binChanged();
  if (useProject.getState().id === id) await refreshRestored("project", id);
  else await openProject(id);
}

async function refreshRestored(kind: BinItem["kind"], id: string): Promise<void> {
  if (kind === "published") return loadPublished();
  const open = useProject.getState();
  if (open.id === id && open.saving === "binned") {
    useProject.setState({ saving: "saving" });
    await save();
  }
  await loadRuns();
}
