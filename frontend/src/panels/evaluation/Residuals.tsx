import type { NumberReport } from "@schema";
import { useTranslation } from "react-i18next";
import { shortNumber } from "../../ui/numbers";
import { metricText } from "../run/numberText";
import css from "./Evaluation.module.css";

/** Errors of an output that gives numbers, and a histogram of its residuals. */
export function Residuals({ report }: { report: NumberReport }) {
  const { t } = useTranslation("evaluation");
  const highest = Math.max(...report.counts, 1);
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
    </>
  );
}
