import { useTranslation } from "react-i18next";
import { bestOf } from "../../run/bestEpoch";
import { useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import { metricText } from "./numberText";

/** The best epoch so far, as marked in the curves. */
export function BestEpoch({ run }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  const training = useRuns((state) => state.snapshots[run.id]?.training);
  const best = bestOf(run.view, training);
  if (best === null) return null;
  const { epoch, name, value } = best;
  return <p>{t("bestFact", { epoch, name, value: metricText(value) })}</p>;
}
