import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { outputTraining, TRAINING_DEFAULTS } from "../../document/training";
import type { Json } from "../../document/types";
import { useDocument } from "../../store/document";
import { useFieldProblems } from "../../store/fieldProblems";
import { IconButton } from "../../ui/Button";
import { NamedField } from "../inspector/NamedField";
import { NumberSetting } from "./NumberSetting";
import css from "./Settings.module.css";
import { useSetField } from "./useTraining";

/** What one output learns from: its loss, the weight of that loss, its metrics. */
export function OutputTrainingForm({ output }: { output: string }) {
  const { t } = useTranslation("training");
  const training = useDocument(({ document }) => outputTraining(document, output));
  const problem = useFieldProblems();
  const setField = useSetField();
  const path = ["training", "outputs", output];
  const at = path.join(".");
  const metrics = (training.metrics ?? []) as Json[];
  const setMetrics = (next: Json[]) => setField([...path, "metrics"], next);

  return (
    <div className={css.form}>
      <NamedField
        label={t("settings.loss")}
        kind="losses"
        nullable
        value={(training.loss ?? null) as Json}
        onValue={(value) => setField([...path, "loss"], value)}
        problem={problem(`${at}.loss`)}
        problemOf={(setting) => problem(`${at}.loss.config.${setting}`)}
      />
      {metrics.map((metric, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a metric is known by its place; two may be alike.
        <div key={place} className={css.listed}>
          <NamedField
            label={t("settings.metric", { place: place + 1 })}
            kind="metrics"
            value={metric}
            onValue={(value) => setMetrics(metrics.with(place, value))}
            problem={problem(`${at}.metrics.${place}`)}
            problemOf={(setting) => problem(`${at}.metrics.${place}.config.${setting}`)}
          />
          <IconButton
            small
            className={css.remove}
            label={t("settings.removeNamed", { name: t("settings.metric", { place: place + 1 }) })}
            onClick={() => setMetrics(metrics.filter((_, other) => other !== place))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <NamedField
        label={t("settings.addMetric")}
        kind="metrics"
        nullable
        value={null}
        onValue={(value) => value !== null && setMetrics([...metrics, value])}
      />
      <NumberSetting
        label={t("settings.weight")}
        type="float"
        value={training.weight as Json | undefined}
        otherwise={TRAINING_DEFAULTS.weight}
        problem={problem(`${at}.weight`)}
        onValue={(value) => setField([...path, "weight"], value)}
      />
    </div>
  );
}
