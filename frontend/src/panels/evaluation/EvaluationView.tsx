import type { Evaluation } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Document } from "../../document/types";
import { fittingDatasets } from "../../run/fittingDatasets";
import { loadDatasets, useDatasets } from "../../state/data/datasets";
import { Button } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import { Select } from "../../ui/Field";
import { metricText } from "../run/numberText";
import css from "./Evaluation.module.css";
import { OutputEvaluation } from "./OutputEvaluation";
import { type EvaluationChoice, useEvaluation } from "./useEvaluation";
import { WorstRows } from "./WorstRows";

interface EvaluationViewProps {
  id: string;
  /** Whether the run keeps an evaluation already. */
  kept: boolean;
  /** Whether it has the weights of its best epoch, beside the last. */
  best: boolean;
  /** What was trained, once it is here. */
  snapshot: Document | undefined;
}

/** How well a run does on rows that its training did not see. Asks the server where nothing is kept yet. */
export function EvaluationView({ id, kept, best, snapshot }: EvaluationViewProps) {
  const { t } = useTranslation("evaluation");
  const [choice, setChoice] = useState<EvaluationChoice>({ checkpoint: "last", dataset: null });
  const { found, failed, again } = useEvaluation(id, kept, choice);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.view} tabIndex={0} aria-label={t("title")}>
      <header className={css.head}>
        {found !== null && (
          <p>{t(`on.${found.share}`, { count: found.rows, dataset: found.dataset ?? "" })}</p>
        )}
        <div className={css.choices}>
          {best && (
            <Choices
              label={t("weights")}
              current={choice.checkpoint}
              options={[
                { value: "last", label: t("last") },
                { value: "best", label: t("best") },
              ]}
              onPick={(checkpoint) => setChoice({ ...choice, checkpoint })}
            />
          )}
          <DatasetChoice
            snapshot={snapshot}
            dataset={choice.dataset}
            onPick={(dataset) => setChoice({ ...choice, dataset })}
          />
          <Button small disabled={found === null && failed === null} onClick={again}>
            {t("again")}
          </Button>
        </div>
      </header>
      {failed !== null && (
        <p className={css.failed} role="alert">
          {failed}
        </p>
      )}
      {found === null && failed === null && (
        <p className={css.working} role="status">
          {t("working")}
        </p>
      )}
      {found !== null && <Found evaluation={found} />}
    </section>
  );
}

function Found({ evaluation: { metrics, outputs, worst } }: { evaluation: Evaluation }) {
  const { t } = useTranslation("evaluation");
  const entries = Object.entries(metrics);
  // The loss compares runs; a person asks for what the metrics say first.
  const ordered = [
    ...entries.filter(([name]) => !name.endsWith("loss")),
    ...entries.filter(([name]) => name.endsWith("loss")),
  ];
  return (
    <>
      <dl className={css.metrics} aria-label={t("metrics")}>
        {ordered.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? "–" : metricText(value)}</dd>
          </div>
        ))}
      </dl>
      {outputs.map((output) => (
        <OutputEvaluation key={output.name} output={output} alone={outputs.length === 1} />
      ))}
      <WorstRows rows={worst} />
    </>
  );
}

interface DatasetChoiceProps {
  snapshot: Document | undefined;
  dataset: string | null;
  onPick: (dataset: string | null) => void;
}

/** The rows to evaluate on: those that training leaves out, or another data set with the same columns. Nothing where there is none. */
function DatasetChoice({ snapshot, dataset, onPick }: DatasetChoiceProps) {
  const { t } = useTranslation("evaluation");
  const datasets = useDatasets((state) => state.datasets);
  useEffect(() => {
    if (datasets === null) void loadDatasets();
  }, [datasets]);
  const fitting = snapshot === undefined || datasets === null ? [] : fittingDatasets(snapshot, datasets);
  if (fitting.length === 0) return null;
  return (
    <Select
      aria-label={t("data")}
      className={css.data}
      value={dataset ?? ""}
      options={[
        { value: "", label: t("heldBack") },
        ...fitting.map(({ name, title }) => ({ value: name, label: title })),
      ]}
      onPick={(name) => onPick(name === "" ? null : name)}
    />
  );
}
