import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Epoch } from "../../run/state";
import { type NaNOrigin, useNaNOrigin } from "../../state/nanOrigin";
import { type ShownRun, useCurrentRun } from "../../state/shownRuns";
import { phaseMessage } from "./failureText";
import { shortNumber } from "./numberText";
import { phaseWords } from "./runText";

/** No more often than this is an epoch read out. */
const QUIET_MS = 5000;
/** So long it may take until it is known which node lost the loss. */
const BIRTH_MS = 3000;

/** Reads out how the watched run goes, whichever panel is open: every change of state, and epochs. */
export function RunSpeaker() {
  const { t } = useTranslation("training");
  const run = useCurrentRun();
  const [said, setSaid] = useState("");
  return (
    <>
      {run !== null && <Follow key={run.id} run={run} onSay={setSaid} />}
      <p className="visually-hidden" role="status" aria-label={t("progress")}>
        {said}
      </p>
    </>
  );
}

/** One run. Of one that had ended when the page first heard of it there is nothing new to say. */
function Follow({ run, onSay }: { run: ShownRun; onSay: (text: string) => void }) {
  const { t } = useTranslation("training");
  const birth = useNaNOrigin(run);
  const [wanted] = useState(run.active);
  const spoken = useRef<Spoken>({ state: null, epoch: -1, at: Number.NEGATIVE_INFINITY });
  const state = stateOf(run);
  const words = stateWords(t, run, birth);
  const newest = run.view.epochs.at(-1);
  const total = run.progress?.epochs ?? run.record.epochs;
  const { phase } = run.view;
  const searching = phase.at === "diverged" && phase.where != null && birth === null;
  useEffect(() => {
    if (!wanted || state === null) return;
    const last = spoken.current;
    const tell = (text: string) => {
      spoken.current = { state, epoch: newest?.epoch ?? -1, at: performance.now() };
      onSay(text);
    };
    if (state !== last.state) {
      const timer = setTimeout(() => tell(words), searching ? BIRTH_MS : 0);
      return () => clearTimeout(timer);
    }
    const isNew = newest !== undefined && newest.epoch !== last.epoch;
    if (!isNew || performance.now() - last.at < QUIET_MS) return;
    tell(t("announce.epoch", { epoch: newest.epoch + 1, epochs: total, numbers: numbersOf(newest) }));
  }, [wanted, state, words, newest, total, searching, onSay, t]);
  return null;
}

interface Spoken {
  state: string | null;
  epoch: number;
  at: number;
}

/** What has become another when something is to be said; `null` while nothing is known. */
function stateOf({ view, connected, record }: ShownRun): string | null {
  const { phase, last } = view;
  if (!connected) return "lost";
  if (last === 0) return null;
  return phase.at === "queued" ? `queued ${record.ahead}` : phase.at;
}

function stateWords(t: TFunction<"training">, run: ShownRun, birth: NaNOrigin | null): string {
  const { connected, signedOut, number } = run;
  const words = connected ? phaseWords(t, run) : t(signedOut ? "signedOutShort" : "lostShort");
  return t("announce.state", { number, words, why: connected ? whyWords(run, birth) : "" }).trim();
}

/** What there is to say of an end: why it came, or the numbers it came to. */
function whyWords(run: ShownRun, birth: NaNOrigin | null): string {
  if (birth !== null) return [birth.sentence, ...birth.help.slice(0, 1)].join(" ");
  const newest = run.view.epochs.at(-1);
  const { at } = run.view.phase;
  const came = (at === "completed" || at === "stopped") && newest !== undefined;
  return phaseMessage(run) ?? (came ? numbersOf(newest) : "");
}

function numbersOf({ logs, nonfinite }: Epoch): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${value === null ? (nonfinite[name] ?? "?") : shortNumber(value)}`)
    .join(", ");
}
