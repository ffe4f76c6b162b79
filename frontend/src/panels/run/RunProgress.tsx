import { useTranslation } from "react-i18next";
import type { ShownRun } from "../../state/runs/shownRuns";
import css from "./RunProgress.module.css";
import { phaseText } from "./runText";

/** The progress bar along the top edge. */
export function RunProgress({ run }: { run: ShownRun }) {
  const { t } = useTranslation("training");
  const share = run.view.phase.at === "completed" ? 1 : (run.progress?.share ?? 0);
  return (
    <div
      className={css.track}
      role="progressbar"
      aria-label={t("progress")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={phaseText(t, run)}
      data-at={run.view.phase.at}
    >
      <div className={css.bar} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
