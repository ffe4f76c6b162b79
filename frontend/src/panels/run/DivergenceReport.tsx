import { useTranslation } from "react-i18next";
import { useNaNOrigin } from "../../state/runs/nanOrigin";
import type { ShownRun } from "../../state/runs/shownRuns";
import { focusLocation } from "../../state/view";
import { Button } from "../../ui/Button";
import css from "./RunMessage.module.css";

/** Where the loss became NaN or infinite, and what may help; the server's message if no more is known. */
export function DivergenceReport({ run, message }: { run: ShownRun; message: string }) {
  const { t } = useTranslation("activations");
  const origin = useNaNOrigin(run);
  if (origin === null) return <p className={css.message}>{message}</p>;
  return (
    <div className={css.message}>
      <p>{origin.sentence}</p>
      <ul className={css.help}>
        {origin.help.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {origin.inDocument && (
        <Button small onClick={() => focusLocation(origin.where)}>
          {t("origin.show")}
        </Button>
      )}
    </div>
  );
}
