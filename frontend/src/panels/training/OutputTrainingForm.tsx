import { useTranslation } from "react-i18next";
import { outputTraining, TRAINING_DEFAULTS } from "../../document/training";
import type { Json } from "../../document/types";
import { problemsWithin, useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { KerasObjectList } from "../inspector/fields/KerasObjectList";
import { NumberField } from "../inspector/fields/NumberField";
import { KerasObjectField } from "../inspector/fields/ParameterFields";
import { useSetField } from "../inspector/fields/useSetField";
import { ClassWeightSettings } from "./ClassWeightSettings";
import { SampleWeights } from "./SampleWeights";
import css from "./Settings.module.css";

/** The training settings of one output: loss, loss weight, metrics, and weights of its rows. */
export function OutputTrainingForm({ output }: { output: string }) {
  const { t } = useTranslation("training");
  const training = useDocument(({ openGraph }) => outputTraining(openGraph, output));
  const hasSampleWeights = useDocument(
    ({ openGraph }) => openGraph.data?.sample_weights?.[output] !== undefined,
  );
  const problemOf = useFieldProblems();
  const setField = useSetField();
  const path = ["training", "outputs", output];
  const problem = problemsWithin(problemOf, path.join("."));
  const weightedMetrics = (training.weighted_metrics ?? []) as Json[];
  const classes = training.class_weight ?? {};
  const showsWeights =
    hasSampleWeights ||
    weightedMetrics.length > 0 ||
    Object.keys(classes).length > 0 ||
    problem("class_weight", true) !== undefined;

  return (
    <div className={css.form}>
      <KerasObjectField
        label={t("settings.loss")}
        kind="losses"
        nullable
        value={(training.loss ?? null) as Json}
        onValue={(value) => setField([...path, "loss"], value)}
        problem={problemsWithin(problem, "loss")}
      />
      <KerasObjectList
        kind="metrics"
        label={(index) => t("settings.metric", { number: index })}
        add={t("settings.addMetric")}
        values={(training.metrics ?? []) as Json[]}
        onValues={(values) => setField([...path, "metrics"], values)}
        problem={problemsWithin(problem, "metrics")}
      />
      <NumberField
        label={t("settings.weight")}
        type="float"
        value={training.weight as Json | undefined}
        fallback={TRAINING_DEFAULTS.weight}
        problem={problem("weight")}
        onValue={(value) => setField([...path, "weight"], value)}
      />
      <details className={css.more} open={showsWeights || undefined}>
        <summary>{t("settings.rowWeights")}</summary>
        <div className={css.form}>
          <SampleWeights output={output} />
          <ClassWeightSettings
            weights={classes}
            problem={problemsWithin(problem, "class_weight")}
            onWeights={(next) => setField([...path, "class_weight"], next)}
          />
          <KerasObjectList
            kind="metrics"
            label={(index) => t("settings.weightedMetric", { number: index })}
            add={t("settings.addWeightedMetric")}
            values={weightedMetrics}
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
