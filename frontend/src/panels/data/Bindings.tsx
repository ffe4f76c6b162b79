import type { DatasetInfo, FieldInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { inputNodes, outputNodes } from "../../document/graph";
import { axesText } from "../../document/shape";
import { useCheck } from "../../store/check";
import { useDocument } from "../../store/document";
import { useFieldProblems } from "../../store/fieldProblems";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { useSetField } from "../training/useTraining";
import css from "./DataPanel.module.css";
import { fittingFirst, looksFitting } from "./fitting";

type Part = "inputs" | "targets" | "sample_weights";

/** Which field feeds each input, which is the target of each output, and which weighs its rows, where one does. */
export function Bindings({ dataset }: { dataset: DatasetInfo | undefined }) {
  const document = useDocument((state) => state.whole);
  const nodes = useCheck((state) => state.report?.nodes);
  const inputs = inputNodes(document).map(({ name, shape }) => ({ name, shape }));
  const outputs = outputNodes(document).map(({ id, name }) => ({
    name,
    shape: nodes?.[id]?.outputs[0]?.shape.slice(1),
  }));
  return (
    <>
      <PartBindings part="inputs" slots={inputs} dataset={dataset} />
      <PartBindings part="targets" slots={outputs} dataset={dataset} />
      {Object.keys(document.data?.sample_weights ?? {}).length > 0 && (
        <PartBindings
          part="sample_weights"
          slots={outputs.map(({ name }) => ({ name, shape: [] }))}
          dataset={dataset}
        />
      )}
    </>
  );
}

interface Slot {
  name: string;
  /** Without the batch axis; not known where the model cannot be computed. */
  shape: readonly (number | null)[] | undefined;
}

interface PartProps {
  part: Part;
  slots: readonly Slot[];
  dataset: DatasetInfo | undefined;
}

function PartBindings({ part, slots, dataset }: PartProps) {
  const { t } = useTranslation("training");
  const bound = useDocument(({ document }) => document.data?.[part]);
  const problem = useFieldProblems();
  const setField = useSetField();
  const lost = Object.keys(bound ?? {}).filter((name) => !slots.some((slot) => slot.name === name));
  return (
    <section className={css.part} aria-label={t(`data.${part}`)}>
      <h3 className={css.heading}>{t(`data.${part}`)}</h3>
      {slots.length === 0 && (
        <p className={css.text}>{t(part === "inputs" ? "data.noInputs" : "data.noOutputs")}</p>
      )}
      {slots.map((slot) => (
        <SlotField
          key={slot.name}
          slot={slot}
          fields={dataset?.fields ?? []}
          bound={bound?.[slot.name] ?? ""}
          otherwise={t(
            part === "sample_weights"
              ? "settings.allAlike"
              : dataset?.follows_model
                ? "data.automatic"
                : "data.unbound",
          )}
          problem={problem(`data.${part}.${slot.name}`)}
          onBind={(field) => setField(["data", part, slot.name], field === "" ? undefined : field)}
        />
      ))}
      {lost.map((name) => (
        <div key={name} className={css.lost}>
          <span>{problem(`data.${part}.${name}`) ?? t("data.unknownSlot", { name })}</span>
          <Button
            small
            aria-label={t("settings.removeNamed", { name })}
            onClick={() => setField(["data", part, name], undefined)}
          >
            {t("settings.remove")}
          </Button>
        </div>
      ))}
    </section>
  );
}

interface SlotFieldProps {
  slot: Slot;
  fields: readonly FieldInfo[];
  bound: string;
  /** What holds where no field is chosen. */
  otherwise: string;
  problem: string | undefined;
  onBind: (field: string) => void;
}

function SlotField({ slot, fields, bound, otherwise, problem, onBind }: SlotFieldProps) {
  const fits = (field: FieldInfo) => looksFitting(field, slot.shape);
  const options = fittingFirst(fields, fits).map((field) => ({
    value: field.name,
    label: `${field.name} · ${axesText(field.shape)} ${field.dtype}`,
  }));
  return (
    <Field label={slot.name} error={problem}>
      {(control) => (
        <Select
          {...control}
          value={bound}
          options={[{ value: "", label: otherwise }, ...options]}
          onPick={onBind}
        />
      )}
    </Field>
  );
}
