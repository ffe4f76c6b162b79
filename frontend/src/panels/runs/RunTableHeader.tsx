import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { setRunQuery, useRunQuery } from "../../state/runs/runQuery";
import { IconButton } from "../../ui/Button";
import css from "./RunTable.module.css";

/** The column headers; a click on a sortable one sorts by it, a second one reverses the order. */
export function RunTableHeader() {
  const { t } = useTranslation("training");
  const query = useRunQuery();
  const sortable = (by: string, title: string, hint?: string) => {
    const up = query.sort === by;
    const down = query.sort === `-${by}`;
    const Arrow = down ? ArrowDown : ArrowUp;
    // The newest first; of anything else the least.
    const usual = by === "created_at" ? `-${by}` : by;
    const reversed = up ? `-${by}` : by;
    return (
      <th key={by} scope="col" aria-sort={up ? "ascending" : down ? "descending" : "none"}>
        <button
          type="button"
          className={css.sort}
          title={hint}
          onClick={() => setRunQuery({ sort: up || down ? reversed : usual })}
        >
          {title}
          {(up || down) && <Arrow size={12} aria-hidden />}
        </button>
        {query.columns.includes(by) && (
          <IconButton
            small
            label={t("compare:removeColumn", { name: by })}
            onClick={() => setRunQuery({ columns: query.columns.filter((each) => each !== by) })}
          >
            <X size={11} aria-hidden />
          </IconButton>
        )}
      </th>
    );
  };
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">
          <span className="visually-hidden">{t("compare:tick")}</span>
        </th>
        {sortable("name", t("runs.run"))}
        {sortable("state", t("runs.state"))}
        <th scope="col">{t("runs.epochs")}</th>
        {sortable("created_at", t("runs.when"))}
        {query.columns.map((name) => sortable(name, name))}
        {sortable("best_loss", t("compare:bestLoss"), t("compare:bestLossHint"))}
        <th scope="col">{t("runs.numbers")}</th>
      </tr>
    </thead>
  );
}
