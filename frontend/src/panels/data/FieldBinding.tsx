import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { axesText } from "../../document/values/shape";
import { useDocument } from "../../state/document";
import { useFieldProblems } from "../../state/fieldProblems";
import { Field, Select } from "../../ui/Field";
import { useSetField } from "../inspector/fields/useSetField";
import { fittingFirst, looksFitting } from "./fieldMatching";

export type Part = "inputs" | "targets" | "sample_weights";

/** What a field of the data may be bound to: an input or an output of the model, by its name. */
export interface Slot {
  name: string;
  /** Without the batch axis; not known where the model cannot be computed. */
  shape: readonly (number | null)[] | undefined;
}

interface BindingProps {
  part: Part;
  slot: Slot;
  dataset: DatasetInfo | undefined;
  label: string;
}

/** The field of the data that stands for one slot; those that fit come first. */
export function Binding({ part, slot, dataset, label }: BindingProps) {
  const { t } = useTranslation("training");
  const bound = useDocument(({ whole }) => whole.data?.[part]?.[slot.name] ?? "");
  const problem = useFieldProblems();
  const setField = useSetField();
  const otherwise =
    part === "sample_weights"
      ? "settings.allAlike"
      : dataset?.follows_model
        ? "data.automatic"
        : "data.unbound";
  const options = fittingFirst(dataset?.fields ?? [], (field) => looksFitting(field, slot.shape)).map(
    (field) => ({ value: field.name, label: `${field.name} · ${axesText(field.shape)} ${field.dtype}` }),
  );
  // A name that is no field of the data stays to be seen, and to be changed.
  const known = bound === "" || options.some(({ value }) => value === bound);
  return (
    <Field label={label} problem={problem(`data.${part}.${slot.name}`)}>
      {(control) => (
        <Select
          {...control}
          value={bound}
          options={[
            { value: "", label: t(otherwise) },
            ...options,
            ...(known ? [] : [{ value: bound, label: bound }]),
          ]}
          onPick={(field) => setField(["data", part, slot.name], field === "" ? undefined : field)}
        />
      )}
    </Field>
  );
}
