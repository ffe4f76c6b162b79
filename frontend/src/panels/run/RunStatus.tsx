import { useTranslation } from "react-i18next";
import { useCurrentRun } from "../../state/runs/shownRuns";
import css from "./RunStatus.module.css";
import { paceText, phaseText, runTitle } from "./runText";

/** The current run in one line. */
export function RunStatus() {
  const { t } = useTranslation("training");
  const run = useCurrentRun();
  if (run === null) return null;
  const parts = [runTitle(t, run), phaseText(t, run)];
  if (run.active) parts.push(...paceText(t, run));
  if (!run.connected) parts.push(t(run.signedOut ? "signedOutShort" : "lostShort"));
  const text = parts.join(" · ");
  return (
    <span className={css.status} title={text} data-heard={run.connected}>
      {text}
    </span>
  );
}
