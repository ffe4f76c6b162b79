import type { NumberReport } from "@schema";
import { useTranslation } from "react-i18next";
import { shortNumber } from "../../ui/numbers";
import { metricText } from "../run/numberText";
import css from "./Evaluation.module.css";
import plotsCss from "./Plots.module.css";
import { SquarePlot } from "./SquarePlot";

/** Errors of an output that gives numbers, its predictions against the targets, and a histogram of its residuals. */
export function Residuals({ report }: { report: NumberReport }) {
  const { t } = useTranslation("evaluation");
  const highest = Math.max(...report.counts, 1);
  const points = report.points.map(([target = 0, given = 0]) => [target, given] as const);
  const all = points.flat();
  const range = { low: Math.min(...all), high: Math.max(...all) };
  const errors = [
    ["mae", report.mean_absolute_error],
    ["rmse", report.root_mean_squared_error],
    ["bias", report.bias],
    ["r2", report.r2],
  ] as const;
  return (
    <>
      <dl className={css.metrics}>
        {errors.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{value === null ? "–" : metricText(value)}</dd>
          </div>
        ))}
      </dl>
      <div className={plotsCss.plots}>
        <SquarePlot
          title={t("predictions")}
          x={{ label: t("target"), ...range }}
          y={{ label: t("prediction"), ...range }}
          series={[{ name: t("predictions"), colour: "--accent", points }]}
          dots
          diagonal
        />
        <figure className={css.figure}>
          <figcaption>
            {t("residuals")}{" "}
            <small>
              {t("residualsText", {
                low: shortNumber(report.edges[0] ?? 0),
                high: shortNumber(report.edges.at(-1) ?? 0),
              })}
            </small>
          </figcaption>
          <div className={css.bars} aria-hidden="true">
            {report.counts.map((count, bin) => (
              <span key={report.edges[bin]} style={{ height: `${(count / highest) * 100}%` }} />
            ))}
          </div>
        </figure>
      </div>
    </>
  );
}
