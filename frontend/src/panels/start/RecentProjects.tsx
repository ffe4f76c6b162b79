import type { ProjectRecord } from "@schema";
import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listProjects } from "../../api/projects";
import { useBin } from "../../state/bin";
import { Button } from "../../ui/Button";
import { TimeAgo } from "../../ui/TimeAgo";
import { ProjectsDialog } from "../files/LazyProjectsDialog";
import css from "./StartPage.module.css";

/** Projects shown at most; all are in the dialog. */
const MAX_PROJECTS = 8;

/** The projects opened last. Without an answer of the server, nothing is shown. */
export function RecentProjects({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation("start");
  const [projects, setProjects] = useState<readonly ProjectRecord[]>([]);
  const [all, setAll] = useState(false);
  const changes = useBin((state) => state.changes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the bin takes or gives something.
  useEffect(() => {
    let mounted = true;
    listProjects().then(
      (list) => mounted && setProjects(list.projects),
      () => undefined,
    );
    return () => {
      mounted = false;
    };
  }, [changes]);
  if (projects.length === 0) return null;
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className={css.heading}>
        {t("recent")}
      </h2>
      <ul className={css.recent}>
        {projects.slice(0, MAX_PROJECTS).map((project) => (
          <li key={project.id}>
            <button type="button" className={css.project} onClick={() => onOpen(project.id)}>
              <span className={css.projectName}>{project.name}</span>
              <TimeAgo className={css.when} iso={project.updated_at} />
            </button>
          </li>
        ))}
      </ul>
      {projects.length > MAX_PROJECTS && (
        <Button look="quiet" small onClick={() => setAll(true)}>
          {t("all", { count: projects.length })}
        </Button>
      )}
      <Suspense fallback={null}>{all && <ProjectsDialog onClose={() => setAll(false)} />}</Suspense>
    </section>
  );
}
