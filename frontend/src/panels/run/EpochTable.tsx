import { useTranslation } from "react-i18next";
import { chartsOf } from "../../run/chartSeries";
import type { RunView } from "../../run/state";
import css from "./EpochTable.module.css";
import { durationText, metricText } from "./numberText";

/** The values of the curves as a table of epochs, newest first. */
export function EpochTable({ view }: { view: RunView }) {
  const { t } = useTranslation("training");
  const names = chartsOf(view).flatMap((chart) => chart.lines.map((line) => line.name));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.scroll} tabIndex={0} aria-label={t("table.caption")}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("table.epoch")}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t("table.time")}</th>
          </tr>
        </thead>
        <tbody>
          {view.epochs.toReversed().map((epoch) => (
            <tr key={epoch.epoch}>
              <th scope="row">{epoch.epoch + 1}</th>
              {names.map((name) => {
                const value = epoch.logs[name];
                const nonfinite = epoch.nonfinite[name];
                return (
                  <td key={name}>
                    {nonfinite !== undefined
                      ? t(`charts:was.${nonfinite}`)
                      : value === null || value === undefined
                        ? ""
                        : metricText(value)}
                  </td>
                );
              })}
              <td>{epoch.seconds === null ? "–" : durationText(t, epoch.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
