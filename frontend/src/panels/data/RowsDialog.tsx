import type { ColumnStatistics, DatasetInfo, RowFilter, Suspicion } from "@schema";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { suspicionText } from "../../i18n/messages";
import { contentHeight, IMAGE_ROW_HEIGHT, ROW_HEIGHT, windowAt } from "../../state/data/rowWindow";
import { useDocument } from "../../state/document";
import { classNames } from "../../ui/classNames";
import { countText } from "../../ui/numbers";
import { Dialog } from "../../ui/overlays/Dialog";
import { RowSpace } from "../../ui/RowSpace";
import { CellView } from "./CellView";
import { ColumnSummary } from "./ColumnSummary";
import { FilterForm } from "./FilterForm";
import css from "./Rows.module.css";
import { useReport } from "./useReport";
import { useRows } from "./useRows";

/** The rows of an added data set in a table that scrolls through any number of them, and is sorted by a column. */
export function RowsDialog({ dataset, onClose }: { dataset: DatasetInfo; onClose: () => void }) {
  const { t } = useTranslation("datasets");
  return (
    <Dialog
      title={t("rows.title", { name: dataset.name, text: countText(dataset.rows) })}
      close={t("rows.close")}
      wide
      open
      onOpen={(open) => {
        if (!open) onClose();
      }}
    >
      <RowsTable dataset={dataset} />
    </Dialog>
  );
}

function RowsTable({ dataset: { name, rows: all, fields } }: { dataset: DatasetInfo }) {
  const { t } = useTranslation("datasets");
  const [sort, setSort] = useState<string | null>(null);
  const [only, setOnly] = useState<RowFilter | null>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 420 });
  const [rows, setRows] = useState(all);
  const [rowHeight, setRowHeight] = useState(ROW_HEIGHT);
  const { first, count, top } = windowAt(scroll.top, scroll.height, rows, rowHeight);
  const { columns, types, total, row, failed } = useRows(name, sort, only, first, count);
  useEffect(() => setRows(total ?? all), [total, all]);
  useEffect(() => setRowHeight(types.includes("image") ? IMAGE_ROW_HEIGHT : ROW_HEIGHT), [types]);
  const target = useDocument(({ document }) => Object.values(document.data?.targets ?? {})[0]);
  const report = useReport(name, target);
  const indices = Array.from({ length: count }, (_, offset) => first + offset);
  return (
    <>
      {failed !== null && <p role="alert">{failed}</p>}
      <FilterForm
        fields={fields}
        types={new Map(columns.map((column, place) => [column, types[place]]))}
        onFilter={setOnly}
      />
      {only !== null && (
        <p className={css.found}>{t("rows.found", { text: countText(rows), all: countText(all) })}</p>
      )}
      <Suspicions suspicions={report?.suspicions ?? []} />
      <section
        className={css.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        aria-label={t("rows.table")}
        onScroll={({ currentTarget }) =>
          setScroll({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
        }
      >
        <table
          className={css.table}
          style={{ height: contentHeight(rows, rowHeight) + ROW_HEIGHT }}
          data-images={rowHeight !== ROW_HEIGHT || undefined}
          aria-rowcount={rows + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className={css.number}>
                <span className="visually-hidden">{t("rows.number")}</span>
              </th>
              {columns.map((column, place) => (
                <ColumnHead
                  key={column}
                  name={column}
                  numeric={types[place] === "number" || types[place] === "integer"}
                  statistics={report?.columns[place]}
                  sort={sort}
                  onSort={setSort}
                />
              ))}
            </tr>
          </thead>
          <RowSpace height={top} />
          <tbody>
            {indices.map((index) => (
              <tr key={index} aria-rowindex={index + 2}>
                <td className={css.number}>{sort === null && only === null ? countText(index + 1) : ""}</td>
                {columns.map((column, place) => (
                  <CellView
                    key={column}
                    value={row(index)?.[place]}
                    type={types[place]}
                    image={{ dataset: name, column }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          <RowSpace height={contentHeight(rows, rowHeight) - top - count * rowHeight} />
        </table>
      </section>
    </>
  );
}

/** What may be wrong with the data; nothing of it is sure. */
function Suspicions({ suspicions }: { suspicions: readonly Suspicion[] }) {
  const { t } = useTranslation("datasets");
  if (suspicions.length === 0) return null;
  return (
    <ul className={css.suspicions} aria-label={t("rows.suspicions")}>
      {suspicions.map((suspicion) => (
        <li key={`${suspicion.kind} ${suspicion.column}`}>{suspicionText(suspicion)}</li>
      ))}
    </ul>
  );
}

interface ColumnHeadProps {
  name: string;
  numeric: boolean;
  statistics: ColumnStatistics | undefined;
  sort: string | null;
  onSort: (sort: string | null) => void;
}

/** A click sorts by the column, the smallest first; another one the largest first; a third one not at all. */
function ColumnHead({ name, numeric, statistics, sort, onSort }: ColumnHeadProps) {
  const up = sort === name;
  const down = sort === `-${name}`;
  return (
    <th scope="col" aria-sort={up ? "ascending" : down ? "descending" : "none"}>
      <button
        type="button"
        className={classNames(css.head, numeric && css.numericHead)}
        onClick={() => onSort(up ? `-${name}` : down ? null : name)}
      >
        {name}
        {up && <ArrowUp size={12} aria-hidden />}
        {down && <ArrowDown size={12} aria-hidden />}
      </button>
      {statistics !== undefined && <ColumnSummary statistics={statistics} numeric={numeric} />}
    </th>
  );
}
