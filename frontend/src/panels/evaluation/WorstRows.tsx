import type { WorstRow } from "@schema";
import { useTranslation } from "react-i18next";
import { shortNumber } from "../../ui/numbers";
import tableCss from "../../ui/Table.module.css";
import { metricText } from "../run/numberText";
import css from "./Evaluation.module.css";

/** The rows with the highest loss: what they are, what was right, and what was predicted. */
export function WorstRows({ rows }: { rows: readonly WorstRow[] }) {
  const { t } = useTranslation("evaluation");
  const images = Object.keys(rows[0]?.images ?? {});
  const columns = Object.keys(rows[0]?.inputs ?? {});
  return (
    <figure className={css.figure}>
      <figcaption>{t("worst")}</figcaption>
      <table className={tableCss.table}>
        <thead>
          <tr>
            {[t("row"), t("loss"), t("target"), t("prediction"), ...images, ...columns].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.row}>
              <td>{each.row}</td>
              <td>{metricText(each.loss)}</td>
              <td>{several(each.targets)}</td>
              <td>{several(each.predictions)}</td>
              {images.map((name) => (
                <td key={name}>
                  <img
                    className={css.image}
                    src={`data:image/png;base64,${each.images?.[name] ?? ""}`}
                    alt={t("image", { row: each.row })}
                  />
                </td>
              ))}
              {columns.map((name) => (
                <td key={name}>
                  <span className={css.value} title={text(each.inputs[name])}>
                    {text(each.inputs[name])}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Values by output; with several outputs, each after its name. */
function several(values: WorstRow["targets"]): string {
  const entries = Object.entries(values);
  if (entries.length === 1) return text(entries[0]?.[1]);
  return entries.map(([name, value]) => `${name}: ${text(value)}`).join(", ");
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return shortNumber(value);
  return Array.isArray(value) ? value.flat(4).slice(0, 16).map(text).join(" ") : String(value);
}
