import { useTranslation } from "react-i18next";
import { countText } from "../../ui/numbers";
import css from "./Evaluation.module.css";

/** Shades of the accent: nobody could distinguish more. */
const STEPS = 5;
/** The share of the accent in a step; text stays readable on all five. */
const STEP = 9;

interface ConfusionMatrixProps {
  names: readonly string[];
  /** Rows by true class, then by predicted class. */
  counts: readonly (readonly number[])[];
}

/** Counts of rows by true and predicted class; the share of the true class is shown as a shade. */
export function ConfusionMatrix({ names, counts }: ConfusionMatrixProps) {
  const { t } = useTranslation("evaluation");
  return (
    <figure className={css.figure}>
      <figcaption>
        {t("confusion")} <small>{t("confusionText")}</small>
      </figcaption>
      <table className={css.confusion}>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, actual) => {
            const whole = Math.max(
              row.reduce((sum, count) => sum + count, 0),
              1,
            );
            return (
              <tr key={names[actual]}>
                <th scope="row" title={names[actual]}>
                  {names[actual]}
                </th>
                {row.map((count, predicted) => (
                  <td
                    key={names[predicted]}
                    className={css.share}
                    style={
                      { "--share": `${Math.ceil((count / whole) * STEPS) * STEP}%` } as React.CSSProperties
                    }
                    title={t("cell", { count, actual: names[actual], predicted: names[predicted] })}
                  >
                    {count === 0 ? "" : countText(count)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
