import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseRun, loadRuns } from "../../actions/followRuns";
import { useComparison } from "../../state/runs/comparison";
import { useRunQuery } from "../../state/runs/runQuery";
import { useRuns } from "../../state/runs/runs";
import { RunComparison } from "./RunComparison";
import { RunDetails } from "./RunDetails";
import { RunFilter } from "./RunFilter";
import css from "./RunsPanel.module.css";
import { RunTable } from "./RunTable";

/** The panel of all runs: details of one, or a comparison. */
export function RunsPanel() {
  const { t } = useTranslation("compare");
  const runs = useRuns((state) => state.runs);
  const listed = useRuns((state) => state.listed);
  const chosen = useComparison((state) => state.chosen);
  const isUnfiltered = useRunQuery(({ all, where }) => !all && where === "");
  const [picked, setPicked] = useState<string | null>(null);
  // Sweeps start runs that the page does not hear of.
  useEffect(() => void loadRuns(), []);
  if (runs === null) return <p className={css.empty}>{t("training:runs.loading")}</p>;
  const open = runs.find(({ id }) => id === picked) ?? listed[picked ?? ""] ?? runs[0];
  const isEmpty = runs.length === 0 && isUnfiltered;
  return (
    <div className={css.panel}>
      <div className={css.list} data-narrow={chosen.length > 1 || undefined}>
        <RunFilter />
        {isEmpty ? (
          <p className={css.empty}>{t("training:runs.none")}</p>
        ) : (
          <RunTable
            open={open?.id ?? ""}
            onOpen={(id) => {
              chooseRun(id);
              setPicked(id);
            }}
          />
        )}
        {chosen.length < 2 && runs.length > 1 && <p className={css.footer}>{t("hint")}</p>}
      </div>
      {chosen.length > 1 ? (
        <RunComparison ids={chosen} />
      ) : (
        open !== undefined && <RunDetails key={open.id} id={open.id} />
      )}
    </div>
  );
}
