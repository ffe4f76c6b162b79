import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProject } from "../../store/project";
import { Button } from "../../ui/Button";
import css from "./Bar.module.css";
import { ProjectsDialog } from "./LaterProjects";

type Reason = NonNullable<ReturnType<typeof useProject.getState>["waiting"]>;

/** In place of the canvas, while there is no document to show: why, and how to go on. */
export function Waiting({ waiting }: { waiting: Reason }) {
  const { t } = useTranslation("editor");
  const message = useProject((state) => state.message);
  const [dialog, setDialog] = useState<"open" | "templates" | null>(null);
  return (
    <div className={css.waiting} role="status">
      <p>{t(`waiting.${waiting}`, { message })}</p>
      {(waiting === "missing" || waiting === "unreadable") && (
        <Button onClick={() => setDialog("open")}>{t("waiting.others")}</Button>
      )}
      <Suspense fallback={null}>
        {dialog !== null && <ProjectsDialog shown={dialog} onShown={setDialog} />}
      </Suspense>
    </div>
  );
}
