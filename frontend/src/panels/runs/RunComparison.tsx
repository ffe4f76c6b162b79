import { X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { followRun } from "../../actions/followRuns";
import { clearComparison } from "../../state/runs/comparison";
import { loadSnapshot } from "../../state/runs/runs";
import { useShownRuns } from "../../state/runs/shownRuns";
import { IconButton } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import { ChartGrid } from "../charts/ChartGrid";
import curvesCss from "../charts/ChartGrid.module.css";
import { ChartToolbar } from "../charts/ChartToolbar";
import { useChartExports } from "../charts/useChartExports";
import { ComparisonTable } from "./ComparisonTable";
import { PairDiff } from "./PairDiff";
import { useRunName } from "./useRunName";

const VIEWS = ["curves", "table", "graph"] as const;
type View = (typeof VIEWS)[number];

/** A comparison of several runs: curves, results and settings, and differences of their graphs. */
export function RunComparison({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("compare");
  const [view, setView] = useState<View>("curves");
  useEffect(() => {
    for (const id of ids) {
      followRun(id);
      void loadSnapshot(id);
    }
  }, [ids]);
  const runs = useShownRuns(ids);
  const nameOf = useRunName();
  const names = useMemo(() => runs.map(({ record }) => nameOf(record)), [runs, nameOf]);
  const exports = useChartExports(runs, names);
  return (
    <section className={curvesCss.column} data-roomy aria-label={t("title", { count: runs.length })}>
      <ChartToolbar exports={exports} visible={view === "curves"}>
        <Choices
          label={t("view.label")}
          current={view}
          options={VIEWS.map((name) => ({ value: name, label: t(`view.${name}`) }))}
          onPick={setView}
        />
        <IconButton small label={t("clear")} onClick={clearComparison}>
          <X size={14} aria-hidden />
        </IconButton>
      </ChartToolbar>
      {view === "curves" && <ChartGrid runs={runs} names={names} />}
      {view === "table" && <ComparisonTable runs={runs} names={names} />}
      {view === "graph" && <PairDiff runs={runs} names={names} />}
    </section>
  );
}
