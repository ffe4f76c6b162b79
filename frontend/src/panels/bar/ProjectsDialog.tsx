import type { ProjectRecord } from "@schema";
import { Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteProject, listProjects } from "../../net/editor";
import { openProject } from "../../store/openProject";
import { useProject } from "../../store/project";
import { IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import css from "./ProjectsDialog.module.css";

interface ProjectsDialogProps {
  onClose: () => void;
}

/** The saved projects, to open or delete one of. It is there as long as it is open. */
export function ProjectsDialog({ onClose }: ProjectsDialogProps) {
  const { t } = useTranslation("editor");
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (error: Error) => setFailure(error.message);
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
      <Projects onOpen={(id) => void openProject(id).then(onClose, fail)} onFail={fail} />
    </Dialog>
  );
}

function Projects({ onOpen, onFail }: { onOpen: (id: string) => void; onFail: (error: Error) => void }) {
  const { t, i18n } = useTranslation("editor");
  const current = useProject((state) => state.id);
  const [projects, setProjects] = useState<ProjectRecord[] | null>(null);
  const read = useCallback(() => {
    listProjects().then((list) => setProjects(list.projects), onFail);
  }, [onFail]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the dialog opens.
  useEffect(read, []);
  if (projects === null) return <p className={css.note}>{t("projects.loading")}</p>;
  if (projects.length === 0) return <p className={css.note}>{t("projects.none")}</p>;
  return (
    <ul className={css.list}>
      {projects.map((project) => (
        <li key={project.id} className={css.row}>
          <button
            type="button"
            className={css.item}
            aria-current={project.id === current}
            onClick={() => onOpen(project.id)}
          >
            <span className={css.name}>{project.name}</span>
            <time className={css.note} dateTime={project.updated_at}>
              {new Date(project.updated_at).toLocaleString(i18n.language)}
            </time>
          </button>
          <IconButton
            small
            label={t("projects.delete", { name: project.name })}
            disabled={project.id === current}
            onClick={() => void deleteProject(project.id).then(read, onFail)}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
