import { useTranslation } from "react-i18next";
import { outputTraining, TRAINING_DEFAULTS } from "../../document/training";
import type { Json } from "../../document/types";
import { useDocument } from "../../state/document";
import { problemsWithin, useFieldProblems } from "../../state/fieldProblems";
import { NamedList } from "../inspector/fields/KerasObjectList";
import { NumberSetting } from "../inspector/fields/NumberField";
import { NamedField } from "../inspector/fields/ParameterFields";
import { useSetField } from "../inspector/fields/useSetField";
import { ClassWeights } from "./ClassWeights";
import { SampleWeights } from "./SampleWeights";
import css from "./Settings.module.css";

/** What one output learns from: its loss, the weight of that loss, its metrics, the weights of its rows. */
export function OutputTrainingForm({ output }: { output: string }) {
  const { t } = useTranslation("training");
  const training = useDocument(({ document }) => outputTraining(document, output));
  const weighed = useDocument(({ document }) => document.data?.sample_weights?.[output] !== undefined);
  const problemOf = useFieldProblems();
  const setField = useSetField();
  const path = ["training", "outputs", output];
  const problem = problemsWithin(problemOf, path.join("."));
  const weighted = (training.weighted_metrics ?? []) as Json[];
  const classes = training.class_weight ?? {};
  const weighs =
    weighed ||
    weighted.length > 0 ||
    Object.keys(classes).length > 0 ||
    problem("class_weight", true) !== undefined;

  return (
    <div className={css.form}>
      <NamedField
        label={t("settings.loss")}
        kind="losses"
        nullable
        value={(training.loss ?? null) as Json}
        onValue={(value) => setField([...path, "loss"], value)}
        problem={problemsWithin(problem, "loss")}
      />
      <NamedList
        kind="metrics"
        label={(place) => t("settings.metric", { place })}
        add={t("settings.addMetric")}
        values={(training.metrics ?? []) as Json[]}
        onValues={(values) => setField([...path, "metrics"], values)}
        problem={problemsWithin(problem, "metrics")}
      />
      <NumberSetting
        label={t("settings.weight")}
        type="float"
        value={training.weight as Json | undefined}
        otherwise={TRAINING_DEFAULTS.weight}
        problem={problem("weight")}
        onValue={(value) => setField([...path, "weight"], value)}
      />
      <details className={css.more} open={weighs || undefined}>
        <summary>{t("settings.rowWeights")}</summary>
        <div className={css.form}>
          <SampleWeights output={output} />
          <ClassWeights
            weights={classes}
            problem={problemsWithin(problem, "class_weight")}
            onWeights={(next) => setField([...path, "class_weight"], next)}
          />
          <NamedList
            kind="metrics"
            label={(place) => t("settings.weightedMetric", { place })}
            add={t("settings.addWeightedMetric")}
            values={weighted}
            onValues={(values) =>
              setField([...path, "weighted_metrics"], values.length > 0 ? values : undefined)
            }
            problem={problemsWithin(problem, "weighted_metrics")}
          />
        </div>
      </details>
    </div>
  );
}
