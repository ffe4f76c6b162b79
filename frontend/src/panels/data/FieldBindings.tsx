import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { inputNodes, outputNodes } from "../../document/graph";
import { useCheck } from "../../state/check";
import { useDocument } from "../../state/document";
import { useFieldProblems } from "../../state/fieldProblems";
import { Button } from "../../ui/Button";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./DataPanel.module.css";
import { Binding, type Part, type Slot } from "./FieldBinding";

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

interface PartProps {
  part: Part;
  slots: readonly Slot[];
  dataset: DatasetInfo | undefined;
}

function PartBindings({ part, slots, dataset }: PartProps) {
  const { t } = useTranslation("training");
  const bound = useDocument(({ whole }) => whole.data?.[part]);
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
        <Binding key={slot.name} part={part} slot={slot} dataset={dataset} label={slot.name} />
      ))}
      {lost.map((name) => (
        <div key={name} className={css.lost}>
          <span>{problem(`data.${part}.${name}`)?.text ?? t("data.unknownSlot", { name })}</span>
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
