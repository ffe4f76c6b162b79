import type { ProjectRecord } from "@schema";
import { Trash2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openProject } from "../../actions/openProject";
import { deleteProject, undoDeletion } from "../../actions/restoreDeleted";
import { listProjects } from "../../api/projects";
import { plainText } from "../../document/find/plainText";
import { type Deletion, offerUndo, openBin, useBin } from "../../state/bin";
import { useProject } from "../../state/project";
import { Button, IconButton } from "../../ui/Button";
import { TextInput } from "../../ui/Field";
import { Dialog } from "../../ui/overlays/Dialog";
import { TimeAgo } from "../../ui/TimeAgo";
import { DeletedRow } from "../bin/DeletedRow";
import css from "./ProjectsDialog.module.css";
import { ProjectThumbnail } from "./ProjectThumbnail";

/** From so many projects on, they can be searched. */
const MIN_SEARCHED = 6;

interface ProjectsDialogProps {
  onClose: () => void;
}

/** The saved projects, to open or delete. Mounted while it is open. */
export function ProjectsDialog({ onClose }: ProjectsDialogProps) {
  const { t } = useTranslation("editor");
  const [failure, setFailure] = useState<string | null>(null);
  const fail = useCallback((error: Error) => setFailure(error.message), []);
  return (
    <Dialog
      title={t("projects.title")}
      close={t("projects.close")}
      open
      onOpen={(open) => {
        if (!open) onClose();
      }}
    >
      {failure !== null && (
        <p className={css.failure} role="alert">
          {t("projects.failed", { message: failure })}
        </p>
      )}
      <ProjectList onOpen={(id) => void openProject(id).then(onClose, fail)} onFail={fail} />
      <div className={css.footer}>
        <Button
          small
          look="quiet"
          onClick={() => {
            onClose();
            openBin();
          }}
        >
          <Trash2 size={14} aria-hidden /> {t("bin:title")}
        </Button>
      </div>
    </Dialog>
  );
}

function ProjectList({ onOpen, onFail }: { onOpen: (id: string) => void; onFail: (error: Error) => void }) {
  const { t } = useTranslation("editor");
  const [projects, setProjects] = useState<ProjectRecord[] | null>(null);
  const [deletedById, setDeletedById] = useState<Readonly<Record<string, Deletion>>>({});
  const [text, setText] = useState("");
  const lastDeleted = useRef<Deletion | null>(null);
  useEffect(() => {
    let mounted = true;
    listProjects().then(
      (list) => mounted && setProjects(list.projects),
      (error) => mounted && onFail(error),
    );
    return () => {
      mounted = false;
      // Closing the dialog removes its undo buttons: a toast offers the last one.
      if (lastDeleted.current !== null) offerUndo(lastDeleted.current);
    };
  }, [onFail]);
  const remove = (id: string) =>
    void deleteProject(id).then((deleted) => {
      if (deleted === null) return;
      lastDeleted.current = deleted;
      if (deleted.wasOpen) offerUndo(deleted);
      setDeletedById((before) => ({ ...before, [id]: deleted }));
    }, onFail);
  const undo = (deleted: Deletion) =>
    void undoDeletion(deleted).then((restored) => {
      if (!restored) return onFail(new Error(useBin.getState().failed ?? ""));
      if (lastDeleted.current === deleted) lastDeleted.current = null;
      setDeletedById(({ [deleted.item.id]: _back, ...rest }) => rest);
    });
  if (projects === null) return <p className={css.note}>{t("projects.loading")}</p>;
  if (projects.length === 0) return <p className={css.note}>{t("projects.none")}</p>;
  const wanted = plainText(text.trim());
  const found = projects.filter(({ name }) => plainText(name).includes(wanted));
  return (
    <>
      {projects.length >= MIN_SEARCHED && (
        <TextInput
          type="search"
          className={css.search}
          aria-label={t("projects.search")}
          placeholder={t("projects.search")}
          value={text}
          onText={setText}
        />
      )}
      {found.length === 0 && <p className={css.note}>{t("projects.notFound", { text: text.trim() })}</p>}
      <ul className={css.list}>
        {found.map((project) => {
          const deleted = deletedById[project.id];
          return (
            <li key={project.id} className={css.row}>
              {deleted === undefined ? (
                <ProjectRow project={project} onOpen={onOpen} onDelete={remove} />
              ) : (
                <DeletedRow deleted={deleted} onUndo={undo} />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface ProjectRowProps {
  project: ProjectRecord;
  onOpen: (id: string) => void;
  onDelete: (id: string) => void;
}

function ProjectRow({ project, onOpen, onDelete }: ProjectRowProps) {
  const { t } = useTranslation("editor");
  const isOpen = useProject((state) => state.id === project.id);
  return (
    <>
      <button type="button" className={css.item} aria-current={isOpen} onClick={() => onOpen(project.id)}>
        <ProjectThumbnail id={project.id} revision={project.revision} />
        <span className={css.text}>
          <span className={css.name}>{project.name}</span>
          <TimeAgo className={css.note} iso={project.updated_at} />
        </span>
      </button>
      <IconButton
        small
        label={t("projects.delete", { name: project.name })}
        onClick={() => onDelete(project.id)}
      >
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </>
  );
}
