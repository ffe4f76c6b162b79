import type { ProjectRecord, TemplateInfo } from "@schema";
import { Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteProject, listProjects, listTemplates } from "../../net/editor";
import { newProject, openProject, useProject } from "../../store/project";
import { IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import css from "./ProjectsDialog.module.css";

type Shown = "open" | "templates";

interface ProjectsDialogProps {
  shown: Shown | null;
  onShown: (shown: Shown | null) => void;
}

/** The saved projects, or the examples, to open one of. */
export function ProjectsDialog({ shown, onShown }: ProjectsDialogProps) {
  const { t } = useTranslation("editor");
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = (work: Promise<void>) =>
    work.then(
      () => onShown(null),
      (error: Error) => setFailure(error.message),
    );
  return (
    <Dialog
      title={t(shown === "templates" ? "projects.templates" : "projects.title")}
      close={t("projects.close")}
      open={shown !== null}
      onOpen={(open) => {
        setFailure(null);
        if (!open) onShown(null);
      }}
    >
      {failure !== null && (
        <p className={css.failure} role="alert">
          {t("projects.failed", { message: failure })}
        </p>
      )}
      {shown === "open" && (
        <Projects
          onOpen={(id) => void attempt(openProject(id))}
          onFail={(error) => setFailure(error.message)}
        />
      )}
      {shown === "templates" && (
        <Templates
          onBegin={(template) => void attempt(newProject(template.document))}
          onFail={(error) => setFailure(error.message)}
        />
      )}
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

interface TemplatesProps {
  onBegin: (template: TemplateInfo) => void;
  onFail: (error: Error) => void;
}

function Templates({ onBegin, onFail }: TemplatesProps) {
  const { t } = useTranslation("editor");
  const [templates, setTemplates] = useState<TemplateInfo[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the dialog opens.
  useEffect(() => {
    listTemplates().then((list) => setTemplates(list.templates), onFail);
  }, []);
  if (templates === null) return <p className={css.note}>{t("projects.loading")}</p>;
  return (
    <ul className={css.list}>
      {templates.map((template) => (
        <li key={template.name}>
          <button type="button" className={css.item} onClick={() => onBegin(template)}>
            <span className={css.name}>{template.title}</span>
            <span className={css.note}>{template.teaches}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
