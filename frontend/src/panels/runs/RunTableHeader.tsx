import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Order, type Sorting, USUAL } from "../../run/sortRuns";
import css from "./RunsPanel.module.css";

interface RunTableHeaderProps {
  sorting: Sorting;
  onSorting: (sorting: Sorting) => void;
}

/** The column headers; a click on a sortable one sorts by it, a second one reverses the order. */
export function RunTableHeader({ sorting, onSorting }: RunTableHeaderProps) {
  const { t } = useTranslation("training");
  const sortable = (by: Order, title: string, hint?: string) => {
    const on = sorting.by === by;
    const Arrow = sorting.down ? ArrowDown : ArrowUp;
    return (
      <th scope="col" aria-sort={on ? (sorting.down ? "descending" : "ascending") : "none"}>
        <button
          type="button"
          className={css.sort}
          title={hint}
          onClick={() => onSorting(on ? { by, down: !sorting.down } : USUAL[by])}
        >
          {title}
          {on && <Arrow size={12} aria-hidden />}
        </button>
      </th>
    );
  };
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">{t("compare:tick")}</span>
        </th>
        {sortable("name", t("runs.run"))}
        <th scope="col">{t("runs.state")}</th>
        <th scope="col">{t("runs.epochs")}</th>
        {sortable("started", t("runs.when"))}
        {sortable("best", t("compare:bestLoss"), t("compare:bestLossHint"))}
        <th scope="col">{t("runs.numbers")}</th>
      </tr>
    </thead>
  );
}
