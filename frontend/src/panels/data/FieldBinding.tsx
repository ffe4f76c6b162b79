import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { axesText } from "../../document/values/shape";
import { useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { useSetField } from "../inspector/fields/useSetField";
import { matchingFirst, shapeMatches } from "./fieldMatching";

export type BindingKind = "inputs" | "targets" | "sample_weights";

/** What a field of the data can be bound to: an input or output of the model, by name. */
export interface BindingSlot {
  name: string;
  /** Without the batch axis; `undefined` if the model has errors. */
  shape: readonly (number | null)[] | undefined;
}

interface FieldBindingProps {
  kind: BindingKind;
  slot: BindingSlot;
  dataset: DatasetInfo | undefined;
  label: string;
}

/** Select of the field bound to a slot; fields that fit come first. */
export function FieldBinding({ kind, slot, dataset, label }: FieldBindingProps) {
  const { t } = useTranslation("training");
  const bound = useDocument(({ document }) => document.data?.[kind]?.[slot.name] ?? "");
  const problem = useFieldProblems();
  const setField = useSetField();
  const unboundLabel =
    kind === "sample_weights"
      ? "settings.allAlike"
      : dataset?.follows_model
        ? "data.automatic"
        : "data.unbound";
  const options = matchingFirst(dataset?.fields ?? [], (field) => shapeMatches(field, slot.shape)).map(
    (field) => ({ value: field.name, label: `${field.name} · ${axesText(field.shape)} ${field.dtype}` }),
  );
  const recipes = useDocument(({ document }) => document.data?.recipes);
  for (const name of Object.keys(recipes ?? {})) {
    options.push({ value: name, label: t("data.prepared", { name }) });
  }
  // A name that is no field of the data set is still shown, so that it can be changed.
  const known = bound === "" || options.some(({ value }) => value === bound);
  return (
    <Field label={label} problem={problem(`data.${kind}.${slot.name}`)}>
      {(control) => (
        <Select
          {...control}
          value={bound}
          options={[
            { value: "", label: t(unboundLabel) },
            ...options,
            ...(known ? [] : [{ value: bound, label: bound }]),
          ]}
          onPick={(field) => setField(["data", kind, slot.name], field === "" ? undefined : field)}
        />
      )}
    </Field>
  );
}
