import { useTranslation } from "react-i18next";
import { useCurrentRun } from "../../state/shownRuns";
import css from "./RunStatus.module.css";
import { paceWords, phaseWords, runTitle } from "./runText";

/** The watched run in one line. */
export function RunStatus() {
  const { t } = useTranslation("training");
  const run = useCurrentRun();
  if (run === null) return null;
  const words = [runTitle(t, run), phaseWords(t, run)];
  if (run.active) words.push(...paceWords(t, run));
  if (!run.connected) words.push(t(run.signedOut ? "signedOutShort" : "lostShort"));
  const text = words.join(" · ");
  return (
    <span className={css.status} title={text} data-heard={run.connected}>
      {text}
    </span>
  );
}
