import type { ResumeRun } from "@schema";
import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resumeTraining } from "../../actions/runActions";
import { hasEnded } from "../../run/state";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import control from "../../ui/Field.module.css";
import { Tooltip } from "../../ui/overlays/Tooltip";
import css from "./RunFacts.module.css";
import messageCss from "./RunMessage.module.css";

const MOST_EPOCHS = 1_000_000;

/** Goes on with a run that has ended: from its last checkpoint, or for more epochs than it has trained. */
export function ResumeControls({ run }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  const [more, setMore] = useState(run.record.epochs);
  const [waiting, setWaiting] = useState(false);
  const [objection, setObjection] = useState<{ text: string; request: ResumeRun } | null>(null);
  const { phase } = run.view;
  // A run that diverged would do so again at the same batch.
  if (run.active || !hasEnded(phase) || phase.at === "diverged") return null;
  const resume = async (request: ResumeRun) => {
    setWaiting(true);
    const text = await resumeTraining(run.id, request);
    setObjection(text === null ? null : { text, request });
    setWaiting(false);
  };
  const isComplete = phase.at === "completed";
  return (
    <>
      <form
        className={css.resume}
        onSubmit={(event) => {
          event.preventDefault();
          void resume({ epochs: isComplete ? more : 0, anyway: false });
        }}
      >
        {isComplete && (
          <input
            className={control.control}
            type="number"
            min={1}
            max={MOST_EPOCHS}
            required
            value={Number.isNaN(more) ? "" : more}
            aria-label={t("moreEpochs.label")}
            onChange={(event) => setMore(event.target.valueAsNumber)}
          />
        )}
        <Tooltip text={t(isComplete ? "moreEpochs.hint" : "resumeRun.hint")}>
          <Button small type="submit" disabled={waiting}>
            <Play size={13} aria-hidden />
            {isComplete ? t("moreEpochs.button", { count: more }) : t("resumeRun.button")}
          </Button>
        </Tooltip>
      </form>
      {objection !== null && (
        <div className={messageCss.message} role="alert">
          <p>{objection.text}</p>
          <Button
            small
            disabled={waiting}
            onClick={() => void resume({ ...objection.request, anyway: true })}
          >
            {t("resumeRun.anyway")}
          </Button>
        </div>
      )}
    </>
  );
}
