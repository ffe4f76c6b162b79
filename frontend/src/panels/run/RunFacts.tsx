import type { TFunction } from "i18next";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { findEntry } from "../../document/catalog/namedObjects";
import { TRAINING_DEFAULTS, trainingOf } from "../../document/training";
import type { Document, Json } from "../../document/types";
import type { Plan } from "../../run/state";
import { useCatalog } from "../../state/catalog";
import { loadSnapshot, useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import { bytesText, countText } from "../../ui/numbers";
import { AttemptText } from "./AttemptText";
import { BestEpoch } from "./BestEpoch";
import { ConnectionStatus } from "./ConnectionStatus";
import { DivergenceReport } from "./DivergenceReport";
import { Failed } from "./FailureReport";
import { ForkButton } from "./ForkButton";
import { metricText } from "./numberText";
import { OriginText } from "./OriginText";
import { PauseButton } from "./PauseButton";
import { PrioritySelect } from "./PrioritySelect";
import { phaseMessage } from "./phaseMessage";
import { ResumeControls } from "./ResumeControls";
import css from "./RunFacts.module.css";
import { paceText, phaseText } from "./runText";

/** The state of a run, its data and its settings. */
export function RunFacts({ run }: { run: ShownRun }) {
  const { t } = useTranslation("training");
  const snapshot = useRuns((state) => state.snapshots[run.id]);
  useEffect(() => void loadSnapshot(run.id), [run.id]);
  const optimizers = useCatalog((state) => state.catalog?.optimizers);
  const nameOf = (name: string) => findEntry(Object.values(optimizers ?? {}), name)?.name ?? name;
  const { plan, phase, missing } = run.view;
  const message = phaseMessage(run);
  return (
    <div className={css.facts}>
      <p className={css.phase} data-at={phase.at}>
        {phaseText(t, run)}
      </p>
      <ConnectionStatus run={run} />
      {missing > 0 && <p className={css.disconnected}>{t("facts.missing", { count: missing })}</p>}
      {message !== null &&
        (phase.at === "diverged" ? (
          <DivergenceReport run={run} message={message} />
        ) : (
          <Failed run={run} message={message} />
        ))}
      {paceText(t, run).length > 0 && <p>{paceText(t, run).join(" · ")}</p>}
      <PrioritySelect run={run} />
      <PauseButton run={run} />
      <ResumeControls key={run.id} run={run} />
      <ForkButton key={`fork ${run.id}`} run={run} />
      <OriginText run={run} />
      <AttemptText run={run} />
      <BestEpoch run={run} />
      {plan !== null && <p>{rowsText(t, run.record.dataset, plan)}</p>}
      {plan !== null && plan.dropped_rows > 0 && (
        <p>{t("facts.dropped", { rows: countText(plan.dropped_rows) })}</p>
      )}
      {snapshot !== undefined && (
        <p>{settingsText(snapshot, nameOf, (values) => t("facts.batchSeed", values))}</p>
      )}
      {plan !== null && <p>{t("facts.parameters", { count: plan.params, text: countText(plan.params) })}</p>}
      {run.record.memory_bytes !== null && (
        <p>{t("facts.memory", { memory: bytesText(run.record.memory_bytes) })}</p>
      )}
      {plan?.repeatable === false && <p>{t("facts.notRepeatable")}</p>}
    </div>
  );
}

function rowsText(t: TFunction<"training">, dataset: string, plan: Plan): string {
  const values = {
    dataset,
    rows: countText(plan.rows),
    validation: countText(plan.validation_rows),
    test: countText(plan.test_rows),
  };
  // Logs of earlier versions do not have it.
  if (plan.test_rows > 0) return t("facts.rowsWithTest", values);
  return t(plan.validation_rows > 0 ? "facts.rows" : "facts.rowsOnly", values);
}

function settingsText(
  document: Document,
  nameOf: (optimizer: string) => string,
  translate: (values: Record<string, unknown>) => string,
): string {
  const training = trainingOf(document);
  return translate({
    optimizer: optimizerText(training.optimizer as Json | undefined, nameOf),
    batch: training.batch_size ?? TRAINING_DEFAULTS.batch_size,
    seed: training.seed ?? TRAINING_DEFAULTS.seed,
  });
}

function optimizerText(optimizer: Json | undefined, nameOf: (name: string) => string): string {
  if (typeof optimizer !== "object" || optimizer === null || Array.isArray(optimizer)) {
    return nameOf(String(optimizer ?? TRAINING_DEFAULTS.optimizer));
  }
  const config = optimizer.config;
  const rate =
    typeof config === "object" && config !== null && !Array.isArray(config) ? config.learning_rate : null;
  const name = nameOf(String(optimizer.name));
  return typeof rate === "number" ? `${name} ${rateText(rate)}` : name;
}

function rateText(rate: number): string {
  const text = String(rate);
  return text.length <= 7 ? text : metricText(rate);
}
