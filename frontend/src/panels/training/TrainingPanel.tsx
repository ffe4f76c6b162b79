import { Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentRun } from "../../state/runs/shownRuns";
import { Choices } from "../../ui/Choices";
import { classNames } from "../../ui/classNames";
import { lazyPart } from "../../ui/lazyPart";
import { ChartGrid } from "../charts/ChartGrid";
import curvesCss from "../charts/ChartGrid.module.css";
import { ChartToolbar } from "../charts/ChartToolbar";
import { useChartExports } from "../charts/useChartExports";
import { EpochTable } from "../run/EpochTable";
import { RunFacts } from "../run/RunFacts";
import { RunProgress } from "../run/RunProgress";
import { runTitle } from "../run/runText";
import { ModelDownloads } from "./ModelDownloads";
import css from "./TrainingPanel.module.css";
import { TrainingSettings } from "./TrainingSettings";

const VIEWS = ["curves", "table", "confusion", "settings"] as const;
type View = (typeof VIEWS)[number];

const RunConfusion = lazyPart(
  async () => (await import("../evaluation/RunConfusion")).RunConfusion,
  "evaluation",
);

/** The training panel: the current run, and the settings of the next one. */
export function TrainingPanel() {
  const { t } = useTranslation("training");
  const run = useCurrentRun();
  // The chosen view applies to one run: a new run shows its curves.
  const [chosen, setChosen] = useState<{ run: string | null; view: View } | null>(null);
  const id = run?.id ?? null;
  const view = chosen?.run === id ? chosen.view : "curves";
  const shownRuns = useMemo(() => (run === null ? [] : [run]), [run]);
  const exports = useChartExports(
    shownRuns,
    shownRuns.map((each) => runTitle(t, each)),
  );
  if (run === null) {
    return (
      <div className={css.body}>
        <TrainingSettings />
        <aside className={css.side}>
          <h3 className={css.heading}>{t("empty.title")}</h3>
          <p>{t("empty.text")}</p>
        </aside>
      </div>
    );
  }
  const { confusion } = run.view;
  return (
    <div className={css.panel}>
      <RunProgress run={run} />
      <div className={classNames(css.body, css.withRun)}>
        {view === "curves" && (
          <div className={curvesCss.column}>
            <ChartToolbar run={run} exports={exports} />
            <ChartGrid runs={shownRuns} />
          </div>
        )}
        {view === "table" && <EpochTable view={run.view} />}
        {view === "confusion" && confusion !== null && (
          <Suspense fallback={null}>
            <RunConfusion confusion={confusion} />
          </Suspense>
        )}
        {view === "settings" && <TrainingSettings />}
        <aside className={css.side}>
          <Choices
            label={t("view.label")}
            current={view}
            options={VIEWS.filter((name) => name !== "confusion" || confusion !== null).map((name) => ({
              value: name,
              label: t(`view.${name}`),
            }))}
            onPick={(name) => setChosen({ run: id, view: name })}
          />
          <ModelDownloads run={run} />
          <h3 className={css.heading}>{t("facts.title")}</h3>
          <RunFacts run={run} />
        </aside>
      </div>
    </div>
  );
}
