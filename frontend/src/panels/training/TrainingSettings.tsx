import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { outputNodes } from "../../document/graph";
import { TRAINING_DEFAULTS, trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { problemsWithin, useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { KerasObjectField } from "../inspector/fields/ParameterFields";
import { useSetField } from "../inspector/fields/useSetField";
import { CallbackSettings } from "./CallbackSettings";
import { FitSettings } from "./FitSettings";
import { OutputTrainingForm } from "./OutputTrainingForm";
import css from "./Settings.module.css";
import { StartWeightsNote } from "./StartWeightsNote";
import { ValidationSettings } from "./ValidationSettings";

/** The training settings. Fields come from the catalogue, validation from the checker. */
export function TrainingSettings() {
  const { t } = useTranslation("training");
  const document = useDocument((state) => state.document);
  const problem = useFieldProblems();
  const setField = useSetField();
  const training = trainingOf(document);
  const outputs = outputNodes(document).map((node) => node.name);
  const unknownOutputs = Object.keys(training.outputs ?? {}).filter((name) => !outputs.includes(name));
  return (
    <form
      className={css.settings}
      aria-label={t("settings.title")}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={css.stack}>
        <SettingsGroup title={t("settings.course")}>
          <FitSettings />
          <StartWeightsNote />
        </SettingsGroup>
        <SettingsGroup title={t("settings.validation")}>
          <ValidationSettings />
        </SettingsGroup>
        <SettingsGroup title={t("settings.callbacks")}>
          <CallbackSettings />
        </SettingsGroup>
      </div>
      <SettingsGroup title={t("settings.optimizer")}>
        <KerasObjectField
          label={t("settings.optimizerName")}
          kind="optimizers"
          value={(training.optimizer ?? TRAINING_DEFAULTS.optimizer) as Json}
          onValue={(value) => setField(["training", "optimizer"], value)}
          open
          problem={problemsWithin(problem, "training.optimizer")}
        />
      </SettingsGroup>
      <div className={css.outputs}>
        {outputs.map((output) => (
          <SettingsGroup key={output} title={t("settings.output")} name={output}>
            <OutputTrainingForm output={output} />
          </SettingsGroup>
        ))}
        {unknownOutputs.map((name) => (
          <SettingsGroup key={name} title={t("settings.output")} name={name}>
            <p className={css.error}>
              {problem(`training.outputs.${name}`, true)?.text ?? t("settings.unknownOutput", { name })}
            </p>
            <Button
              small
              aria-label={t("settings.removeNamed", { name })}
              onClick={() => setField(["training", "outputs", name], undefined)}
            >
              {t("settings.remove")}
            </Button>
          </SettingsGroup>
        ))}
      </div>
    </form>
  );
}

interface SettingsGroupProps {
  title: string;
  /** The name of the output it belongs to. */
  name?: string;
  children: ReactNode;
}

function SettingsGroup({ title, name, children }: SettingsGroupProps) {
  return (
    <div className={css.group}>
      <h3 className={css.heading}>
        {title} {name !== undefined && <span className={css.named}>{name}</span>}
      </h3>
      {children}
    </div>
  );
}
