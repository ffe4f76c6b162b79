import type { ClassReport } from "@schema";
import { useTranslation } from "react-i18next";
import { countText } from "../../ui/numbers";
import tableCss from "../../ui/Table.module.css";
import { metricText } from "../run/numberText";
import css from "./Evaluation.module.css";

/** Scores of each class, with the areas below its curves where it has some. */
export function ClassTable({ report }: { report: ClassReport }) {
  const { t } = useTranslation("evaluation");
  const areas = areasOf(report.roc);
  const averages = areasOf(report.precision_recall);
  return (
    <figure className={css.figure}>
      <figcaption>{t("classes")}</figcaption>
      <table className={tableCss.table}>
        <thead>
          <tr>
            {(["class", "precision", "recall", "f1", "auc", "averagePrecision", "rows"] as const).map(
              (column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {report.classes.map((each) => (
            <tr key={each.name}>
              <th scope="row">{each.name}</th>
              <td>{metricText(each.precision)}</td>
              <td>{metricText(each.recall)}</td>
              <td>{metricText(each.f1)}</td>
              <td>{areaText(areas.get(each.name))}</td>
              <td>{areaText(averages.get(each.name))}</td>
              <td>{countText(each.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const areasOf = (curves: ClassReport["roc"]) => new Map(curves?.map(({ name, area }) => [name, area]));

const areaText = (area: number | null | undefined) => (area == null ? "–" : metricText(area));
