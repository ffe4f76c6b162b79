import { useTranslation } from "react-i18next";
import { useDocument } from "../../state/document";
import { isInDocument } from "../../state/runs/nanOrigin";
import type { ShownRun } from "../../state/runs/shownRuns";
import { focusLocation } from "../../state/view";
import { Button } from "../../ui/Button";
import css from "./RunMessage.module.css";

/** Why a run failed, with a link to the node where Keras stopped, if that is still in the document. */
export function Failed({ run, message }: { run: ShownRun; message: string }) {
  const { t } = useTranslation("activations");
  const { phase } = run.view;
  const where = phase.at === "failed" ? phase.where : null;
  const exists = useDocument(({ document }) => where != null && isInDocument(document, where));
  return (
    <div className={css.message}>
      <p>{message}</p>
      {where != null && exists && (
        <Button small onClick={() => focusLocation(where)}>
          {t("origin.show")}
        </Button>
      )}
    </div>
  );
}
