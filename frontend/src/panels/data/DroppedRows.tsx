import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { useCheck, useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { countText } from "../../ui/numbers";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./DataPanel.module.css";

/** One object for all: a store's selector must give the same one while nothing changes. */
const NONE: readonly string[] = [];

/** The columns that lack cells: each may drop the rows in which it does. Says how many rows that leaves out. */
export function DroppedRows({ dataset }: { dataset: DatasetInfo }) {
  const { t } = useTranslation("datasets");
  const dropping = useDocument(({ document }) => document.data?.drop_missing ?? NONE);
  const rows = useCheck((state) => state.report?.rows ?? null);
  const setField = useSetField();
  const problem = useFieldProblems()("data.drop_missing");
  const missing = new Map(dataset.fields.map(({ name, missing }) => [name, missing ?? 0]));
  const columns = [...missing.keys()].filter((name) => missing.get(name) !== 0);
  columns.push(...dropping.filter((name) => !columns.includes(name)));
  if (columns.length === 0) return null;
  const toggle = (name: string) => {
    const next = dropping.includes(name) ? dropping.filter((each) => each !== name) : [...dropping, name];
    setField(["data", "drop_missing"], next.length > 0 ? next : undefined);
  };
  return (
    <section className={css.section} aria-label={t("dropped.title")}>
      <h3 className={css.heading}>{t("dropped.title")}</h3>
      {rows !== null && rows.dropped > 0 && (
        <p className={css.text} role="status">
          {t("dropped.rows", {
            dropped: countText(rows.dropped),
            rows: countText(rows.rows + rows.dropped),
          })}
        </p>
      )}
      {columns.map((name) => (
        <label key={name} className={css.check}>
          <input type="checkbox" checked={dropping.includes(name)} onChange={() => toggle(name)} />
          {t("dropped.column", { name, missing: countText(missing.get(name) ?? 0) })}
        </label>
      ))}
      {problem !== undefined && (
        <p className={css.wrong} role="alert">
          {problem.text}
        </p>
      )}
    </section>
  );
}
