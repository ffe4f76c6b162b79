import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { inputNodes, outputNodes } from "../../document/graph";
import { rowShape } from "../../document/windows";
import { useCheck, useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./DataPanel.module.css";
import { type BindingKind, type BindingSlot, FieldBinding } from "./FieldBinding";

/** The fields bound to inputs, to targets of outputs, and, if used, to sample weights. */
export function FieldBindings({ dataset }: { dataset: DatasetInfo | undefined }) {
  const document = useDocument((state) => state.document);
  const nodes = useCheck((state) => state.report?.nodes);
  const inputs = inputNodes(document).map((node) => ({ name: node.name, shape: rowShape(document, node) }));
  const outputs = outputNodes(document).map(({ id, name }) => ({
    name,
    shape: nodes?.[id]?.outputs[0]?.shape.slice(1),
  }));
  return (
    <>
      <BindingSection kind="inputs" slots={inputs} dataset={dataset} />
      <BindingSection kind="targets" slots={outputs} dataset={dataset} />
      {Object.keys(document.data?.sample_weights ?? {}).length > 0 && (
        <BindingSection
          kind="sample_weights"
          slots={outputs.map(({ name }) => ({ name, shape: [] }))}
          dataset={dataset}
        />
      )}
    </>
  );
}

interface BindingSectionProps {
  kind: BindingKind;
  slots: readonly BindingSlot[];
  dataset: DatasetInfo | undefined;
}

function BindingSection({ kind, slots, dataset }: BindingSectionProps) {
  const { t } = useTranslation("training");
  const bound = useDocument(({ document }) => document.data?.[kind]);
  const problem = useFieldProblems();
  const setField = useSetField();
  const unknownSlots = Object.keys(bound ?? {}).filter((name) => !slots.some((slot) => slot.name === name));
  return (
    <section className={css.section} aria-label={t(`data.${kind}`)}>
      <h3 className={css.heading}>{t(`data.${kind}`)}</h3>
      {slots.length === 0 && (
        <p className={css.text}>{t(kind === "inputs" ? "data.noInputs" : "data.noOutputs")}</p>
      )}
      {slots.map((slot) => (
        <FieldBinding key={slot.name} kind={kind} slot={slot} dataset={dataset} label={slot.name} />
      ))}
      {unknownSlots.map((name) => (
        <div key={name} className={css.unknown}>
          <span>{problem(`data.${kind}.${name}`)?.text ?? t("data.unknownSlot", { name })}</span>
          <Button
            small
            aria-label={t("settings.removeNamed", { name })}
            onClick={() => setField(["data", kind, name], undefined)}
          >
            {t("settings.remove")}
          </Button>
        </div>
      ))}
    </section>
  );
}
