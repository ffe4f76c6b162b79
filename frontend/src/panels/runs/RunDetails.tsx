import type { Artifact } from "@schema";
import { Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { followRun } from "../../actions/followRuns";
import { addToGraph } from "../../actions/graphActions";
import { removeRun } from "../../actions/runActions";
import { archiveUrl, artifactUrl } from "../../api/runs";
import { isSame } from "../../document/diff/diff";
import { CURRENT_DOCUMENT } from "../../state/difference";
import { useDocument } from "../../state/document";
import { useRuns } from "../../state/runs/runs";
import { useShownRun } from "../../state/runs/shownRuns";
import { useDifference } from "../../state/useDifference";
import { Button } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import { lazyPart } from "../../ui/lazyPart";
import { ChartGrid } from "../charts/ChartGrid";
import { ChartToolbar } from "../charts/ChartToolbar";
import { useChartExports } from "../charts/useChartExports";
import { RunFacts } from "../run/RunFacts";
import { runTitle } from "../run/runText";
import { DocumentDiff } from "./DocumentDiff";
import { RunNameField } from "./RunNameField";
import { RunNotes } from "./RunNotes";
import css from "./RunsPanel.module.css";

const FILES = [
  "model.keras",
  "model.zip",
  "last_finite.keras",
  "checkpoint.keras",
  "checkpoint.weights.h5",
  "model.py",
  "events.jsonl",
] as const satisfies readonly Artifact[];

type View = "curves" | "changes" | (typeof QUESTIONS)[number];
const QUESTIONS = ["predict", "evaluation"] as const;
/** The views for which the dock grows (`Dock.module.css`). */
const ROOMY: readonly View[] = QUESTIONS;

const EvaluationView = lazyPart(
  async () => (await import("../evaluation/EvaluationView")).EvaluationView,
  "evaluation",
);
const PredictPanel = lazyPart(async () => (await import("../predict/PredictPanel")).PredictPanel, "predict");
const RunExports = lazyPart(async () => (await import("./RunExports")).RunExports, "exports");
/** Any of these has weights to predict with. */
const WEIGHTS: readonly string[] = ["model.keras", "last_finite.keras"];
/** Any of these are the weights of the best epoch. */
const BEST_WEIGHTS: readonly string[] = ["checkpoint.keras", "checkpoint.weights.h5"];

/** Details of one run: curves, facts and files. They are about its snapshot of the document. */
export function RunDetails({ id }: { id: string }) {
  const { t } = useTranslation("training");
  const run = useShownRun(id);
  useEffect(() => followRun(id), [id]);
  const [view, setView] = useState<View>("curves");
  const snapshot = useRuns((state) => state.snapshots[id]);
  const drawing = useDocument((state) => state.document);
  const shownRuns = useMemo(() => (run === null ? [] : [run]), [run]);
  const exports = useChartExports(
    shownRuns,
    shownRuns.map((each) => runTitle(t, each)),
  );
  if (run === null) return <p className={css.empty}>{t("state.loading")}</p>;
  const weights = !run.active && run.record.artifacts.some((name) => WEIGHTS.includes(name));
  return (
    <div className={css.details}>
      {weights && (
        <div className={css.views}>
          <Choices
            label={t("runs.views")}
            current={view}
            options={[
              { value: "curves", label: t("compare:view.curves") },
              ...QUESTIONS.map((question) => ({ value: question, label: t(`runs.${question}`) })),
            ]}
            onPick={setView}
          />
        </div>
      )}
      {view === "curves" && (
        <div className={css.options}>
          <ChartToolbar run={run} exports={exports} />
        </div>
      )}
      <div className={css.shown} data-roomy={ROOMY.includes(view) || undefined}>
        {view === "predict" ? (
          <Suspense fallback={null}>
            <PredictPanel id={id} />
          </Suspense>
        ) : view === "evaluation" ? (
          <Suspense fallback={null}>
            <EvaluationView
              id={id}
              kept={run.record.artifacts.includes("evaluation.json")}
              best={run.record.artifacts.some((name) => BEST_WEIGHTS.includes(name))}
              snapshot={snapshot}
            />
          </Suspense>
        ) : view === "changes" ? (
          <DocumentDiff
            from={{ id, name: runTitle(t, run), document: snapshot }}
            to={{ id: CURRENT_DOCUMENT, name: t("compare:drawing"), document: drawing }}
          />
        ) : (
          <ChartGrid runs={shownRuns} />
        )}
      </div>
      <aside className={css.side}>
        <RunNameField key={id} run={run} />
        <RunNotes key={`notes ${id}`} run={run} />
        <RunFacts run={run} />
        <SnapshotStatus
          id={id}
          changes={view === "changes"}
          onChanges={(changes) => setView(changes ? "changes" : "curves")}
        />
        {run.view.phase.at === "completed" && (
          <Button
            small
            className={css.restore}
            onClick={() => addToGraph({ kind: "run", run: id, name: `run_${run.number}` })}
          >
            {t("runs.asLayer")}
          </Button>
        )}
        <div className={css.files}>
          {FILES.filter((name) => name === "model.py" || run.record.artifacts.includes(name)).map((name) => (
            <a key={name} href={artifactUrl(id, name)} download>
              {t(`runs.artifacts.${name.replaceAll(".", "_")}`)}
            </a>
          ))}
          {!run.active && (
            <a href={archiveUrl(id)} download>
              {t("runs.archive")}
            </a>
          )}
        </div>
        {weights && (
          <Suspense fallback={null}>
            <RunExports key={id} id={id} snapshot={snapshot} />
          </Suspense>
        )}
        {!run.active && (
          <Button
            small
            look="danger"
            className={css.restore}
            aria-label={t("runs.deleteNamed", { number: run.number })}
            onClick={() => void removeRun(id)}
          >
            {t("runs.delete")}
          </Button>
        )}
      </aside>
    </div>
  );
}

interface SnapshotStatusProps {
  id: string;
  /** Whether the differences are shown. */
  changes: boolean;
  onChanges: (changes: boolean) => void;
}

/** Says whether the document has changed since the run, and restores the trained one. */
function SnapshotStatus({ id, changes, onChanges }: SnapshotStatusProps) {
  const { t } = useTranslation("training");
  const snapshot = useRuns((state) => state.snapshots[id]);
  const drawing = useDocument((state) => state.document);
  const found = useDifference(snapshot, drawing);
  const replace = useDocument((state) => state.replace);
  if (snapshot === undefined || found === null) return null;
  const changed = !isSame(found);
  return (
    <>
      <p className={css.text}>{t(changed ? "runs.changed" : "runs.same")}</p>
      {(changed || changes) && (
        <Button small className={css.restore} aria-pressed={changes} onClick={() => onChanges(!changes)}>
          {t(changes ? "compare:hideChanges" : "compare:showChanges")}
        </Button>
      )}
      {changed && (
        <Button small className={css.restore} onClick={() => replace(snapshot)}>
          {t("runs.restore")}
        </Button>
      )}
    </>
  );
}
