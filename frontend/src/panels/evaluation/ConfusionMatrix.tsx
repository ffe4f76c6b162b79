import { useTranslation } from "react-i18next";
import { countText } from "../../ui/numbers";
import css from "./Evaluation.module.css";

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
                    className={actual === predicted ? css.right : css.wrong}
                    style={{ "--share": `${Math.round((count / whole) * 55)}%` } as React.CSSProperties}
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
