import type { PreviewedColumn } from "@schema";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../document/types";
import { axesText } from "../../../document/values/shape";
import { CellView } from "../CellView";
import css from "./Recipes.module.css";

interface StageTableProps {
  label: string;
  columns: readonly PreviewedColumn[];
  /** The data set, where its images can be shown. */
  dataset?: string | undefined;
}

/** The columns between two steps: their type, the shape of a row, and the first rows. */
export function StageTable({ label, columns, dataset }: StageTableProps) {
  const { t } = useTranslation("datasets");
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  return (
    <section
      className={css.stage}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
    >
      <table className={css.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ name, dtype, shape }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column between steps has no name.
              <th key={place} scope="col">
                {name ?? t("recipes.column", { number: place + 1 })}
                <span className={css.kind}>
                  {dtype} {shape.length > 0 && axesText(shape)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
            <tr key={row}>
              {columns.map(({ name, type, cells }, place) => (
                <CellView
                  // biome-ignore lint/suspicious/noArrayIndexKey: likewise.
                  key={place}
                  value={cells[row] as Json | undefined}
                  type={type}
                  image={dataset !== undefined && name !== null ? { dataset, column: name } : null}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
