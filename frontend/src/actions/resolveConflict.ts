import { createProject, readProject, saveProject } from "../api/projects";
import { useDocument } from "../state/document";
import { dropDraft } from "../state/drafts";
import { useProject } from "../state/project";
import { openProject } from "./openProject";
import { save } from "./saveProject";

/** The two ways out of a conflict: somebody else saved what is edited here. Neither loses a version. */

/** Saves this page's version over the other one, which stays among the revisions. */
export async function keepMine(): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  const { revision } = await readProject(id);
  const now = useProject.getState();
  // Asked for twice, it is done once: after the first, this revision is an old one.
  if (now.id !== id || now.saving !== "conflict") return;
  useProject.setState({ revision, saving: "saving" });
  await save();
}

/** Opens the other version here; this page's becomes a project of its own. */
export async function keepBoth(copyName: (name: string) => string): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  const copy = () => {
    const { document } = useDocument.getState();
    return { edited: document, document: { ...document, name: copyName(document.name ?? "") } };
  };
  let mine = copy();
  let { id: to, revision } = await createProject(mine.document);
  // What was edited while the copy was on its way belongs to it.
  while (useProject.getState().id === id && useDocument.getState().document !== mine.edited) {
    mine = copy();
    ({ id: to, revision } = await saveProject(to, revision, mine.document));
  }
  dropDraft(id);
  if (useProject.getState().id === id) await openProject(id);
}
