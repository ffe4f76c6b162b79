import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { restoreProject } from "../../actions/restoreDeleted";
import { useProject } from "../../state/project";
import { Button } from "../../ui/Button";
import { ProjectsDialog } from "./LazyProjectsDialog";
import css from "./NoDocument.module.css";

/** Why there is no document to show. */
export type Reason = Exclude<ReturnType<typeof useProject.getState>["waiting"], "start" | null>;

/** Shown instead of the canvas while there is no document: the reason, and what to do. */
export function NoDocument({ reason }: { reason: Reason }) {
  const { t } = useTranslation("editor");
  const message = useProject((state) => state.message);
  const [dialog, setDialog] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (error: Error) => setFailure(error.message);
  return (
    <div className={css.noDocument} role="status">
      <p>{t(`waiting.${reason}`, { message })}</p>
      {reason === "binned" && message !== null && (
        <Button look="primary" onClick={() => void restoreProject(message).catch(fail)}>
          {t("waiting.restore")}
        </Button>
      )}
      {failure !== null && <p role="alert">{failure}</p>}
      {(reason === "missing" || reason === "binned" || reason === "unreadable") && (
        <Button onClick={() => setDialog(true)}>{t("waiting.others")}</Button>
      )}
      <Suspense fallback={null}>{dialog && <ProjectsDialog onClose={() => setDialog(false)} />}</Suspense>
    </div>
  );
}
