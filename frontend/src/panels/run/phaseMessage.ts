import { i18n } from "../../i18n/index";
import { failureText } from "../../i18n/problemText";
import type { ShownRun } from "../../state/runs/shownRuns";

/** What went wrong and what to try; `null` if nothing did. */
export function phaseMessage({ view: { phase } }: ShownRun): string | null {
  if (phase.at !== "failed" && phase.at !== "diverged") return null;
  // The sentence of an event is English. Logs of earlier versions say more in it than their values hold.
  return i18n.language === "en" ? phase.message : failureText(phase.failure, phase.message);
}
