import { readRevision } from "../api/projects";
import { autoLayout } from "../document/layout/autoLayout";
import { readableDocument } from "../document/readDocument";
import { usualDirection } from "../state/direction";
import { useDocument, whileOpen } from "../state/document";
import { useProject } from "../state/project";

/** Puts an earlier revision of the open project in the place of what is open, as one undo step. */
export async function putRevisionBack(revision: number): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  const isOpen = whileOpen();
  const detail = await readRevision(id, revision);
  const earlier = readableDocument(detail.document);
  if (earlier !== null && isOpen()) useDocument.getState().replace(autoLayout(earlier, usualDirection()));
}
