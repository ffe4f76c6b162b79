import { readProject } from "../api/projects";
import { isServerError } from "../api/request";
import { onSavedElsewhere } from "../api/tabChannel";
import { autoLayout } from "../document/layout/autoLayout";
import { readableDocument } from "../document/readDocument";
import { usualDirection } from "../state/direction";
import { useDocument } from "../state/document";
import { useProject } from "../state/project";
import { isSaved, isUnchangedSince, resetSaveState, savePoint } from "./saveProject";

/**
 * Follows what another tab, browser or person saves of the open project, as long as nothing of this tab's is unsaved:
 * else both versions stay, and the next save says so. Returns what stops it.
 */
export function followSaves(): () => void {
  const stopHearing = onSavedElsewhere(({ id, revision }) => {
    const open = useProject.getState();
    if (id === open.id && revision > open.revision && document.visibilityState === "visible")
      void loadNewestRevision();
  });
  const onVisible = () => {
    if (document.visibilityState === "visible") void loadNewestRevision();
  };
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("focus", onVisible);
  return () => {
    stopHearing();
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("focus", onVisible);
  };
}

/** Puts the newest revision in place, as one undo step, so that nothing that was here is lost. */
export async function loadNewestRevision(): Promise<void> {
  const before = savePoint();
  const { id } = before;
  if (id === null || useProject.getState().saving !== "saved" || !isSaved()) return;
  const detail = await readProject(id).catch((error) => {
    if (isServerError(error)) return null;
    throw error;
  });
  if (detail === null || !isUnchangedSince(before) || detail.revision <= before.revision) return;
  const theirs = readableDocument(detail.document);
  if (theirs === null) return;
  const document = autoLayout(theirs, usualDirection());
  resetSaveState({ id, revision: detail.revision, saved: document, saving: "saved" });
  useDocument.getState().replace(document, "followed");
}
