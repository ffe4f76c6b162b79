import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { catalogDefaults } from "../../document/catalog/parameterDefaults";
import { type SettingRow, settingRows } from "../../document/diff/diff";
import { nodeSettingRows } from "../../document/diff/nodeSettingRows";
import { bestBy, directionOf } from "../../run/bestEpoch";
import { columnsOf, LEARNING_RATE } from "../../run/columns";
import { useCatalog } from "../../state/catalog";
import { useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import { countText } from "../../ui/numbers";
import { durationText, metricText } from "../run/numberText";
import { phaseText } from "../run/runText";
import css from "./Comparison.module.css";
import { RunSwatch } from "./RunSwatch";
import table from "./RunTable.module.css";
import { settingText } from "./settingText";

interface ComparisonTableProps {
  runs: readonly ShownRun[];
  names: readonly string[];
}

/** The results of several runs, and the settings that differ between them. */
export function ComparisonTable({ runs, names }: ComparisonTableProps) {
  const { t } = useTranslation("compare");
  const { t: tr } = useTranslation("training");
  const snapshots = useRuns((state) => state.snapshots);
  const catalog = useCatalog((state) => state.catalog);
  const settings = useMemo((): readonly SettingRow[] => {
    const documents = runs.flatMap(({ id }) => snapshots[id] ?? []);
    if (documents.length < runs.length) return [];
    return [...nodeSettingRows(documents, catalogDefaults(catalog)), ...settingRows(documents)];
  }, [runs, snapshots, catalog]);
  const measures = [...new Set(runs.flatMap(({ view }) => [...columnsOf(view.epochs).byName.keys()]))];
  const row = (title: string, cell: (run: ShownRun) => string) => (
    <tr key={title}>
      <th scope="row">{title}</th>
      {runs.map((run) => (
        <td key={run.id}>{cell(run)}</td>
      ))}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.compared} tabIndex={0} aria-label={t("view.table")}>
      <table className={table.table}>
        <thead>
          <tr>
            <td />
            {runs.map((run, index) => (
              <th key={run.id} scope="col">
                <RunSwatch run={index} /> {names[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t("row.state"), (run) => phaseText(tr, run))}
          {row(t("row.epochs"), ({ view }) => String(view.epochs.length))}
          {row(t("row.time"), ({ view }) =>
            durationText(
              tr,
              view.epochs.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
            ),
          )}
          {row(t("row.parameters"), ({ view }) => (view.plan === null ? "" : countText(view.plan.params)))}
          {measures
            .filter((name) => name !== LEARNING_RATE)
            .map((name) => row(name, (run) => lastAndBest(run, name, t)))}
          {settings.length > 0 && (
            <tr>
              <th scope="colgroup" colSpan={runs.length + 1} className={css.section}>
                {t("row.settings")}
              </th>
            </tr>
          )}
          {settings.map(({ path, values }) => (
            <tr key={path.join()}>
              <th scope="row">{path.join(" · ")}</th>
              {runs.map((run, index) => (
                <td key={run.id}>{settingText(values[index], t)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The last value, and the best one with its epoch if the direction is known. */
function lastAndBest({ view }: ShownRun, name: string, t: TFunction<"compare">): string {
  const last = columnsOf(view.epochs).byName.get(name)?.at(-1);
  if (last === undefined) return "";
  const end = last === null ? "–" : metricText(last);
  const better = directionOf(name, view.plan?.outputs ?? []);
  const best = better === null ? null : bestBy(view, { name, better });
  if (best === null || metricText(best.value) === end) return end;
  return t("numbers", { last: end, best: metricText(best.value), epoch: best.epoch });
}
