import { useTranslation } from "react-i18next";
import { useNaNOrigin } from "../../state/nanOrigin";
import type { ShownRun } from "../../state/shownRuns";
import { focusLocation } from "../../state/view";
import { Button } from "../../ui/Button";
import css from "./RunMessage.module.css";

/** Where a run lost its loss, and what may help; the server's own sentence where that is all that is known. */
export function Diverged({ run, message }: { run: ShownRun; message: string }) {
  const { t } = useTranslation("watch");
  const birth = useNaNOrigin(run);
  if (birth === null) return <p className={css.message}>{message}</p>;
  return (
    <div className={css.message}>
      <p>{birth.sentence}</p>
      <ul className={css.help}>
        {birth.help.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {birth.inDocument && (
        <Button small onClick={() => focusLocation(birth.where)}>
          {t("born.show")}
        </Button>
      )}
    </div>
  );
}
