import type { ColumnType, FieldInfo, RowFilter } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./Rows.module.css";

type Bounds = Pick<RowFilter, "low" | "high">;

interface FilterFormProps {
  fields: readonly FieldInfo[];
  types: ReadonlyMap<string, ColumnType | undefined>;
  onFilter: (only: RowFilter | null) => void;
}

/** Which rows are shown: by the cells of one column. */
export function FilterForm({ fields, types, onFilter }: FilterFormProps) {
  const { t } = useTranslation("datasets");
  const [only, setOnly] = useState<RowFilter | null>(null);
  const set = (next: RowFilter | null) => {
    setOnly(next);
    onFilter(next !== null && Object.keys(next).length > 1 ? next : null);
  };
  const change = (changes: Partial<RowFilter>) => {
    if (only === null) return;
    const next = { ...only, ...changes };
    set(
      Object.fromEntries(Object.entries(next).filter(([, value]) => value != null)) as unknown as RowFilter,
    );
  };
  const type = only === null ? undefined : types.get(only.column);
  const options = fields
    .filter(({ name, shape }) => shape.length === 0 && types.get(name) !== "image")
    .map(({ name }) => ({ value: name, label: name }));
  return (
    <search className={css.filter} aria-label={t("filter.title")}>
      <Field label={t("filter.column")} className={css.filterPart}>
        {(control) => (
          <Select
            {...control}
            value={only?.column ?? ""}
            options={[{ value: "", label: t("filter.all") }, ...options]}
            onPick={(column) => set(column === "" ? null : { column })}
          />
        )}
      </Field>
      {type === "text" && (
        <Field label={t("filter.contains")} className={css.filterPart}>
          {(control) => (
            <TextInput
              {...control}
              value={only?.contains ?? ""}
              onText={(text) => change({ contains: text === "" ? null : text })}
            />
          )}
        </Field>
      )}
      {(type === "number" || type === "integer" || type === "boolean" || type === "date") && (
        <BoundFields key={only?.column} isDate={type === "date"} onBounds={change} />
      )}
      {only !== null && (
        <>
          <Field label={t("filter.missing")} className={css.filterPart}>
            {(control) => (
              <Select
                {...control}
                value={String(only.missing ?? "")}
                options={["", "true", "false"].map((value) => ({
                  value,
                  label: t(`filter.missingIs.${value === "" ? "any" : value}`),
                }))}
                onPick={(value) => change({ missing: value === "" ? null : value === "true" })}
              />
            )}
          </Field>
          <Button small onClick={() => set(null)}>
            {t("filter.clear")}
          </Button>
        </>
      )}
    </search>
  );
}

/** The least and the largest value; of dates, which are seconds since 1970, two days. */
function BoundFields({ isDate, onBounds }: { isDate: boolean; onBounds: (bounds: Bounds) => void }) {
  const { t } = useTranslation("datasets");
  const [texts, setTexts] = useState({ low: "", high: "" });
  return (["low", "high"] as const).map((bound) => (
    <Field key={bound} label={t(`filter.${bound}`)} className={css.filterPart}>
      {(control) => (
        <TextInput
          {...control}
          type={isDate ? "date" : "text"}
          inputMode={isDate ? undefined : "decimal"}
          value={texts[bound]}
          onText={(text) => {
            setTexts({ ...texts, [bound]: text });
            const value = isDate ? daySeconds(text, bound) : Number(text);
            onBounds({ [bound]: text.trim() === "" || !Number.isFinite(value) ? null : value });
          }}
        />
      )}
    </Field>
  ));
}

/** The first or last second of a day in UTC. */
function daySeconds(day: string, bound: "low" | "high"): number {
  const start = Date.parse(`${day}T00:00:00Z`) / 1000;
  return bound === "low" ? start : start + 86_399;
}
