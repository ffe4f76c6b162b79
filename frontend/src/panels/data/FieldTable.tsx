import type { FieldInfo } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { axesText } from "../../document/values/shape";
import { classNames } from "../../ui/classNames";
import { countText } from "../../ui/numbers";
import tableCss from "../../ui/Table.module.css";
import { metricText } from "../run/numberText";
import { ColumnActions } from "./ColumnActions";
import css from "./DataPanel.module.css";
import { dragColumns, useColumnDrop } from "./useColumnDrag";

/** Table of the fields of a data set. They are dragged onto inputs and outputs, alone or as many as are ticked. */
export function FieldTable({ fields }: { fields: readonly FieldInfo[] }) {
  const { t } = useTranslation(["training", "datasets"]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useColumnDrop();
  const names = fields.map(({ name }) => name).filter((name) => chosen.has(name));
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    setChosen(next);
  };
  return (
    <section className={css.fields} aria-label={t("data.fields")}>
      <ColumnActions columns={names} onDone={() => setChosen(new Set())} />
      <table className={classNames(tableCss.table, css.table)}>
        <caption className="visually-hidden">{t("data.fields")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("datasets:columns.choose")}</span>
            </th>
            {(["field", "shape", "dtype", "range", "classes"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`data.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr
              key={field.name}
              draggable
              onDragStart={(event) => dragColumns(event, chosen.has(field.name) ? names : [field.name])}
            >
              <td>
                <input
                  type="checkbox"
                  aria-label={t("datasets:columns.chooseNamed", { name: field.name })}
                  checked={chosen.has(field.name)}
                  onChange={() => toggle(field.name)}
                />
              </td>
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
    </section>
  );
}

function rangeText({ minimum, maximum }: FieldInfo): string {
  if (minimum === null || maximum === null) return "";
  const text = (value: number) => (Number.isInteger(value) ? countText(value) : metricText(value));
  return `${text(minimum)} … ${text(maximum)}`;
}
