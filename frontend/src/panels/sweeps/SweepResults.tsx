import type { SweepDetail, Trial } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { serverMessage } from "../../api/request";
import { readRun } from "../../api/runs";
import { deleteSweep, stopSweep } from "../../api/sweeps";
import type { Document } from "../../document/types";
import { useDocument } from "../../state/document";
import { setRunQuery } from "../../state/runs/runQuery";
import { showDockTab } from "../../state/view";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Field";
import { metricText } from "../run/numberText";
import { ParallelPlot } from "./ParallelPlot";
import css from "./SweepPanel.module.css";
import { TrialTable } from "./TrialTable";
import { isEnded, useSweep, useSweeps } from "./useSweeps";

/** The trials of one sweep, as they come. */
export function SweepResults({ started }: { started: string | null }) {
  const { t, i18n } = useTranslation("sweeps");
  const [turn, setTurn] = useState(0);
  const sweeps = useSweeps(`${started} ${turn}`);
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => setPicked(started), [started]);
  const id = picked ?? sweeps?.[0]?.id ?? null;
  const sweep = useSweep(id, turn);
  if (sweeps === null) return <div className={css.results} />;
  if (id === null) return <p className={css.empty}>{t("none")}</p>;
  return (
    <section className={css.results} aria-label={t("results")}>
      {sweeps.length > 1 && (
        <Select
          aria-label={t("which")}
          value={id}
          options={sweeps.map(({ id: each, created_at, state }) => ({
            value: each,
            label: `${new Date(created_at).toLocaleString(i18n.language)} · ${t(`state.${state}`)}`,
          }))}
          onPick={setPicked}
        />
      )}
      {sweep !== null && (
        <>
          <SweepStatus
            sweep={sweep}
            onChanged={() => setTurn(turn + 1)}
            onDeleted={() => {
              setPicked(null);
              setTurn(turn + 1);
            }}
          />
          <ParallelPlot sweep={sweep} />
          <TrialTable sweep={sweep} />
        </>
      )}
    </section>
  );
}

interface SweepStatusProps {
  sweep: SweepDetail;
  onChanged: () => void;
  onDeleted: () => void;
}

/** How far a sweep is, its best trial, and what can be done with it. */
function SweepStatus({ sweep, onChanged, onDeleted }: SweepStatusProps) {
  const { t } = useTranslation("sweeps");
  const [failed, setFailed] = useState<string | null>(null);
  const replace = useDocument((state) => state.replace);
  const attempt = async (work: () => Promise<unknown>, then: () => void) => {
    setFailed(null);
    try {
      await work();
      then();
    } catch (error) {
      setFailed(serverMessage(error));
    }
  };
  const { best } = sweep;
  const openBest = (trial: Trial) =>
    attempt(
      async () => replace((await readRun(trial.run)).document as Document),
      () => {},
    );
  return (
    <div className={css.status}>
      <p role="status">
        {t(`state.${sweep.state}`)} · {t("ended", { ended: sweep.ended, all: sweep.trials })}
        {best !== null && best.value !== null && (
          <>
            {" · "}
            <strong>
              {t("best", {
                metric: sweep.objective.metric,
                value: metricText(best.value),
                number: best.number + 1,
              })}
            </strong>
          </>
        )}
      </p>
      {sweep.message !== null && <p className={css.failed}>{sweep.message}</p>}
      {failed !== null && (
        <p className={css.failed} role="alert">
          {failed}
        </p>
      )}
      {best !== null && (
        <Button small onClick={() => void openBest(best)}>
          {t("openBest")}
        </Button>
      )}
      <Button
        small
        onClick={() => {
          setRunQuery({ where: `sweep:${sweep.id}` });
          showDockTab("runs");
        }}
      >
        {t("showRuns")}
      </Button>
      {isEnded(sweep) ? (
        <Button small look="danger" onClick={() => void attempt(() => deleteSweep(sweep.id), onDeleted)}>
          {t("delete")}
        </Button>
      ) : (
        <Button
          small
          disabled={sweep.state === "stopping"}
          onClick={() => void attempt(() => stopSweep(sweep.id), onChanged)}
        >
          {t("stop")}
        </Button>
      )}
    </div>
  );
}
