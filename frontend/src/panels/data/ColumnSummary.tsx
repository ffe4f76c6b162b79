import type { ColumnStatistics } from "@schema";
import { useTranslation } from "react-i18next";
import { classNames } from "../../ui/classNames";
import { countText, percentText, rangeText } from "../../ui/numbers";
import css from "./Rows.module.css";

const HEIGHT = 24;
const BAR = 4;

interface ColumnSummaryProps {
  statistics: ColumnStatistics;
  /** Whether its cells are drawn as numbers: those of dates are not, whose range would be in seconds. */
  numeric: boolean;
}

/** What a column holds, in its head: a histogram or how many values there are, its range, and what is missing. */
export function ColumnSummary({ statistics, numeric }: ColumnSummaryProps) {
  const { t } = useTranslation("datasets");
  const { histogram, distinct, missing, count, minimum, maximum } = statistics;
  const values =
    distinct === null
      ? t("rows.manyValues")
      : t("rows.values", { count: distinct, text: countText(distinct) });
  return (
    <span className={classNames(css.summary, numeric && css.numericSummary)}>
      {histogram.length > 0 ? <Histogram counts={histogram} /> : <span>{values}</span>}
      {numeric && <span>{rangeText(minimum, maximum)}</span>}
      {missing > 0 && (
        <span className={css.mark}>
          {t("rows.missingShare", { share: percentText(missing / (missing + count)) })}
        </span>
      )}
    </span>
  );
}

function Histogram({ counts }: { counts: readonly number[] }) {
  const highest = Math.max(...counts, 1);
  return (
    <svg className={css.histogram} width={counts.length * BAR} height={HEIGHT} aria-hidden>
      {counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1, (count / highest) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            x={index * BAR}
            y={HEIGHT - height}
            width={BAR - 1}
            height={height}
          />
        );
      })}
    </svg>
  );
}
