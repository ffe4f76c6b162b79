import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Epoch } from "../../run/state";
import { type NaNOrigin, useNaNOrigin } from "../../state/runs/nanOrigin";
import { type ShownRun, useCurrentRun } from "../../state/runs/shownRuns";
import { metricText } from "./numberText";
import { phaseMessage } from "./phaseMessage";
import { phaseText } from "./runText";

/** The least interval between two announced epochs. */
const ANNOUNCE_EVERY_MS = 5000;
/** How long to wait until the node with the first NaN is known. */
const ORIGIN_WAIT_MS = 3000;

/** Announces changes of state and epochs of the current run to screen readers, whichever panel is open. */
export function RunAnnouncer() {
  const { t } = useTranslation("training");
  const run = useCurrentRun();
  const [message, setMessage] = useState("");
  return (
    <>
      {run !== null && <AnnounceRun key={run.id} run={run} onAnnounce={setMessage} />}
      <p className="visually-hidden" role="status" aria-label={t("progress")}>
        {message}
      </p>
    </>
  );
}

/** Announces one run. A run that had ended when the page was opened is not announced. */
function AnnounceRun({ run, onAnnounce }: { run: ShownRun; onAnnounce: (text: string) => void }) {
  const { t } = useTranslation("training");
  const origin = useNaNOrigin(run);
  const [enabled] = useState(run.active);
  const last = useRef<LastAnnounced>({ state: null, epoch: -1, at: Number.NEGATIVE_INFINITY });
  const state = stateOf(run);
  const text = stateText(t, run, origin);
  const newest = run.view.epochs.at(-1);
  const total = run.progress?.epochs ?? run.record.epochs;
  const { phase } = run.view;
  const searching = phase.at === "diverged" && phase.where != null && origin === null;
  useEffect(() => {
    if (!enabled || state === null) return;
    const previous = last.current;
    const announce = (text: string) => {
      last.current = { state, epoch: newest?.epoch ?? -1, at: performance.now() };
      onAnnounce(text);
    };
    if (state !== previous.state) {
      const timer = setTimeout(() => announce(text), searching ? ORIGIN_WAIT_MS : 0);
      return () => clearTimeout(timer);
    }
    const isNew = newest !== undefined && newest.epoch !== previous.epoch;
    if (!isNew || performance.now() - previous.at < ANNOUNCE_EVERY_MS) return;
    announce(t("announce.epoch", { epoch: newest.epoch + 1, epochs: total, numbers: numbersOf(newest) }));
  }, [enabled, state, text, newest, total, searching, onAnnounce, t]);
  return null;
}

interface LastAnnounced {
  state: string | null;
  epoch: number;
  at: number;
}

/** The state whose changes are announced; `null` while nothing is known. */
function stateOf({ view, connected, record }: ShownRun): string | null {
  const { phase, lastSeq } = view;
  if (!connected) return "lost";
  if (lastSeq === 0) return null;
  return phase.at === "queued" ? `queued ${record.queue_position}` : phase.at;
}

function stateText(t: TFunction<"training">, run: ShownRun, origin: NaNOrigin | null): string {
  const { connected, signedOut, number } = run;
  const phase = connected ? phaseText(t, run) : t(signedOut ? "signedOutShort" : "lostShort");
  return t("announce.state", { number, words: phase, why: connected ? reasonText(run, origin) : "" }).trim();
}

/** The reason or the last values of a run that has ended. */
function reasonText(run: ShownRun, origin: NaNOrigin | null): string {
  if (origin !== null) return [origin.sentence, ...origin.help.slice(0, 1)].join(" ");
  const newest = run.view.epochs.at(-1);
  const { at } = run.view.phase;
  const hasNumbers = (at === "completed" || at === "stopped") && newest !== undefined;
  return phaseMessage(run) ?? (hasNumbers ? numbersOf(newest) : "");
}

function numbersOf({ logs, nonfinite }: Epoch): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${value === null ? (nonfinite[name] ?? "?") : metricText(value)}`)
    .join(", ");
}
