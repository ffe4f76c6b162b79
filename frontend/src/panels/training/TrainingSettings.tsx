import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { outputNodes } from "../../document/graph";
import { TRAINING_DEFAULTS, trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { useDocument } from "../../state/document";
import { problemsWithin, useFieldProblems } from "../../state/fieldProblems";
import { Button } from "../../ui/Button";
import { NamedField } from "../inspector/fields/ParameterFields";
import { useSetField } from "../inspector/fields/useSetField";
import { Callbacks } from "./CallbackSettings";
import { OutputTrainingForm } from "./OutputTrainingForm";
import { Course } from "./ScheduleSettings";
import css from "./Settings.module.css";
import { HeldBack } from "./ValidationSettings";

/** How the model is trained. The catalogue draws the fields, the checker judges what stands in them. */
export function TrainingSettings() {
  const { t } = useTranslation("training");
  const document = useDocument((state) => state.whole);
  const problem = useFieldProblems();
  const setField = useSetField();
  const training = trainingOf(document);
  const outputs = outputNodes(document).map((node) => node.name);
  const lost = Object.keys(training.outputs ?? {}).filter((name) => !outputs.includes(name));
  return (
    <form
      className={css.settings}
      aria-label={t("settings.title")}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={css.stack}>
        <Group title={t("settings.course")}>
          <Course />
        </Group>
        <Group title={t("settings.validation")}>
          <HeldBack />
        </Group>
        <Group title={t("settings.callbacks")}>
          <Callbacks />
        </Group>
      </div>
      <Group title={t("settings.optimizer")}>
        <NamedField
          label={t("settings.optimizerName")}
          kind="optimizers"
          value={(training.optimizer ?? TRAINING_DEFAULTS.optimizer) as Json}
          onValue={(value) => setField(["training", "optimizer"], value)}
          open
          problem={problemsWithin(problem, "training.optimizer")}
        />
      </Group>
      {outputs.map((output) => (
        <Group key={output} title={t("settings.output")} name={output}>
          <OutputTrainingForm output={output} />
        </Group>
      ))}
      {lost.map((name) => (
        <Group key={name} title={t("settings.output")} name={name}>
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
        </Group>
      ))}
    </form>
  );
}

interface GroupProps {
  title: string;
  /** Of the output it belongs to, as the person wrote it. */
  name?: string;
  children: ReactNode;
}

function Group({ title, name, children }: GroupProps) {
  return (
    <div className={css.group}>
      <h3 className={css.heading}>
        {title} {name !== undefined && <span className={css.named}>{name}</span>}
      </h3>
      {children}
    </div>
  );
}
