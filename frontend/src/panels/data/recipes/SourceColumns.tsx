import type { FieldInfo } from "@schema";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { setSources } from "../../../document/recipes";
import type { FieldProblem } from "../../../state/check";
import { useDocument } from "../../../state/document";
import { IconButton } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import css from "./Recipes.module.css";

interface SourceColumnsProps {
  name: string;
  columns: readonly string[];
  fields: readonly FieldInfo[];
  problem: FieldProblem | undefined;
}

/** The columns that a recipe takes, in their order. */
export function SourceColumns({ name, columns, fields, problem }: SourceColumnsProps) {
  const { t } = useTranslation("datasets");
  const editDocument = useDocument((state) => state.editDocument);
  const free = fields.filter((field) => !columns.includes(field.name));
  const set = (next: readonly string[]) => editDocument([setSources(name, next)]);
  return (
    <Field label={t("recipes.takes")} problem={problem} className={css.sources}>
      {(control) => (
        <div className={css.chips}>
          {columns.map((column) => (
            <span key={column} className={css.chip}>
              {column}
              <IconButton
                small
                label={t("recipes.without", { name: column })}
                onClick={() => set(columns.filter((each) => each !== column))}
              >
                <X size={12} aria-hidden />
              </IconButton>
            </span>
          ))}
          <Select
            {...control}
            className={css.addColumn}
            value=""
            options={[
              { value: "", label: t("recipes.addColumn") },
              ...free.map((field) => ({ value: field.name, label: field.name })),
            ]}
            onPick={(column) => {
              if (column !== "") set([...columns, column]);
            }}
          />
        </div>
      )}
    </Field>
  );
}
