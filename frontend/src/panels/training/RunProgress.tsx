import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownRun } from "../../store/currentRun";
import { phaseMessage } from "./failureWords";
import { shortNumber } from "./numbers";
import css from "./RunProgress.module.css";
import { phaseWords } from "./runWords";

/** No more often than this is an epoch read out. */
const QUIET_MS = 5000;

/** The bar along the top edge; each epoch is announced politely, and every change of state. */
export function RunProgress({ run }: { run: ShownRun }) {
  const { t } = useTranslation("training");
  const share = run.view.phase.at === "completed" ? 1 : (run.progress?.share ?? 0);
  const words = phaseWords(t, run);
  return (
    <>
      <div
        className={css.track}
        role="progressbar"
        aria-label={t("progress")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
        data-at={run.view.phase.at}
      >
        <div className={css.bar} style={{ transform: `scaleX(${share})` }} />
      </div>
      <Announcer run={run} words={words} />
    </>
  );
}

function Announcer({ run, words }: { run: ShownRun; words: string }) {
  const { t } = useTranslation("training");
  const [text, setText] = useState("");
  const spoken = useRef({ at: Number.NEGATIVE_INFINITY, phase: run.view.phase.at });
  const { phase, epochs } = run.view;
  const newest = epochs.at(-1);
  const total = run.progress?.epochs ?? run.record.epochs;
  const message = phaseMessage(run);
  useEffect(() => {
    const now = performance.now();
    const changed = spoken.current.phase !== phase.at;
    if (!changed && (newest === undefined || now - spoken.current.at < QUIET_MS)) return;
    spoken.current = { at: now, phase: phase.at };
    if (changed || newest === undefined) {
      setText([words, message].filter(Boolean).join(". "));
      return;
    }
    const numbers = Object.entries(newest.logs)
      .map(([name, value]) => `${name} ${value === null ? "?" : shortNumber(value)}`)
      .join(", ");
    setText(t("announce.epoch", { epoch: newest.epoch + 1, epochs: total, numbers }));
  }, [phase.at, newest, total, words, message, t]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
