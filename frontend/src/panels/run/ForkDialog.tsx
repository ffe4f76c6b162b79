import type { ForkPoint, ForkReport, KeptCheckpoint } from "@schema";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { startFork } from "../../actions/runActions";
import { useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import css from "../../ui/DialogForm.module.css";
import { Dialog } from "../../ui/overlays/Dialog";
import { ForkChanges } from "./ForkChanges";
import { ForkList } from "./ForkList";
import { metricText } from "./numberText";
import { runTitle } from "./runText";
import { useForkReport } from "./useForkReport";

/** What a new run of the current document takes from a run, and the button that starts it. */
export function ForkDialog({ run, onClose }: { run: ShownRun; onClose: () => void }) {
  const { t } = useTranslation("forks");
  const { t: training } = useTranslation("training");
  const [checkpoint, setCheckpoint] = useState<ForkPoint>("last");
  const { report, failed } = useForkReport(run.id, checkpoint);
  const starting = useRuns((state) => state.starting);
  const [refused, setRefused] = useState<string | null>(null);
  const start = async () => {
    const refusal = await startFork(run.id, checkpoint);
    setRefused(refusal);
    if (refusal === null) onClose();
  };
  return (
    <Dialog
      title={t("title", { run: runTitle(training, run) })}
      close={t("close")}
      open
      onOpen={(open) => {
        if (!open) onClose();
      }}
    >
      <div className={css.form}>
        {(refused ?? failed) !== null && (
          <p className={css.failure} role="alert">
            {refused ?? failed}
          </p>
        )}
        {report === null && failed === null && (
          <p className={css.note} role="status">
            {t("comparing")}
          </p>
        )}
        {report !== null && report.checkpoints.length > 1 && (
          <Choices
            label={t("checkpoint")}
            current={checkpoint}
            options={report.checkpoints.map((kept) => ({
              value: kept.checkpoint,
              label: checkpointText(t, kept),
            }))}
            onPick={setCheckpoint}
          />
        )}
        {report !== null && <ForkSource report={report} />}
        <ForkChanges run={run} />
        {report !== null && <ForkList report={report} />}
        <footer className={css.footer}>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" disabled={report === null || starting} onClick={() => void start()}>
            {t("start")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}

/** The checkpoint, where there is no choice of it. */
function ForkSource({ report: { checkpoints } }: { report: ForkReport }) {
  const { t } = useTranslation("forks");
  const [only, ...others] = checkpoints;
  if (only === undefined || others.length > 0) return null;
  return <p className={css.note}>{t("from", { checkpoint: checkpointText(t, only) })}</p>;
}

function checkpointText(t: TFunction<"forks">, { checkpoint, epoch, batch, loss }: KeptCheckpoint): string {
  const values = { epoch: epoch + 1, batch, loss: loss === null ? null : metricText(loss) };
  if (batch !== null) return t(`point.${checkpoint}.batch`, values);
  return t(loss === null ? `point.${checkpoint}.epoch` : `point.${checkpoint}.loss`, values);
}
