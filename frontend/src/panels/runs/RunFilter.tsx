import type { RunColumns } from "@schema";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Unreachable } from "../../api/request";
import { readRunColumns } from "../../api/runs";
import { setRunQuery, useRunQuery } from "../../state/runs/runQuery";
import { TextInput } from "../../ui/Field";
import css from "./RunsPanel.module.css";

/** After so long without a key the filter is applied, in milliseconds. */
const SETTLE_MS = 250;
const NO_COLUMNS: RunColumns = { metrics: [], parameters: [], tags: [] };

/** Which runs are listed, and with which columns. */
export function RunFilter() {
  const { t } = useTranslation("compare");
  const query = useRunQuery();
  const [text, setText] = useState(query.where);
  const [column, setColumn] = useState("");
  const [known, setKnown] = useState(NO_COLUMNS);
  const id = useId();
  const readNames = () => {
    readRunColumns().then(setKnown, (error) => {
      if (!(error instanceof Unreachable)) throw error;
    });
  };
  useEffect(() => setText(query.where), [query.where]);
  useEffect(() => {
    const timer = setTimeout(() => setRunQuery({ where: text }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const add = (name: string) => {
    setColumn("");
    if (!query.columns.includes(name)) setRunQuery({ columns: [...query.columns, name] });
  };
  const names = [...known.metrics, ...known.parameters];
  return (
    <search className={css.filter}>
      <TextInput
        type="search"
        aria-label={t("filter")}
        title={t("filterHint")}
        placeholder="val_loss<0.3 batch_size=32"
        className={css.query}
        value={text}
        onText={setText}
      />
      <TextInput
        aria-label={t("addColumn")}
        placeholder={t("addColumn")}
        className={css.column}
        list={id}
        value={column}
        onFocus={readNames}
        onText={(typed) => (names.includes(typed) ? add(typed) : setColumn(typed))}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <label>
        <input
          type="checkbox"
          checked={query.all}
          onChange={({ target }) => setRunQuery({ all: target.checked })}
        />
        {t("others")}
      </label>
    </search>
  );
}
