import { useTranslation } from "react-i18next";
import { useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import { runTitle } from "./runText";

/** The run from whose checkpoint a run began. */
export function OriginText({ run: { record } }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  const { t: training } = useTranslation("training");
  const other = useRuns(({ runs, listed }) => {
    const id = record.origin?.run;
    return id === undefined ? undefined : (runs?.find((run) => run.id === id) ?? listed[id]);
  });
  if (!record.origin) return null;
  const name =
    other === undefined
      ? record.origin.run.slice(0, 8)
      : runTitle(training, { record: other, number: other.number });
  return <p>{t("fork.origin", { run: name, epoch: record.origin.epoch + 1 })}</p>;
}
