import type { FieldInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { axesText } from "../../document/values/shape";
import { countText } from "../../ui/numbers";
import { metricText } from "../run/numberText";
import css from "./DataPanel.module.css";

/** Table of the fields of a data set. */
export function FieldTable({ fields }: { fields: readonly FieldInfo[] }) {
  const { t } = useTranslation("training");
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t("data.fields")}</caption>
      <thead>
        <tr>
          {(["field", "shape", "dtype", "range", "classes"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`data.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.name}>
            <th scope="row">{field.name}</th>
            <td>{axesText(field.shape)}</td>
            <td>{field.dtype}</td>
            <td>
              {rangeText(field)}
              {!field.finite && <strong className={css.warn}> {t("data.notFinite")}</strong>}
            </td>
            <td>{field.classes === null ? "" : countText(field.classes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rangeText({ minimum, maximum }: FieldInfo): string {
  if (minimum === null || maximum === null) return "";
  const text = (value: number) => (Number.isInteger(value) ? countText(value) : metricText(value));
  return `${text(minimum)} … ${text(maximum)}`;
}
