import { i18n } from "../../i18n/index";
import type { Phase } from "../../run/state";
import type { ShownRun } from "../../state/shownRuns";

type FailedPhase = { code: string; message: string; values: Readonly<Record<string, unknown>> };

/** What went wrong and what to try; `null` if nothing did. */
export function phaseMessage({ view: { phase } }: ShownRun): string | null {
  if (phase.at === "failed") return failureText(phase);
  return phase.at === "diverged" ? divergedText(phase) : null;
}

/** That the loss diverged, in the language of the page. The server's message also says where, in English. */
function divergedText({ epoch, message, masked_by_relu }: Extract<Phase, { at: "diverged" }>): string {
  if (i18n.language === "en" || !i18n.exists("watch:lost")) return message;
  return i18n.t(masked_by_relu ? "watch:lostMasked" : "watch:lost", { epoch: epoch + 1 });
}

/** The variant of a failure's sentence, for codes with several. */
const VARIANTS: Readonly<Record<string, (values: FailedPhase["values"]) => string>> = {
  worker_killed: ({ signal }) => (signal === undefined ? "unseen" : "signal"),
  "training.values": ({ rule }) => (typeof rule === "string" ? rule : "other"),
  keras_stopped: ({ node, shapes }) => (shapes ? "call" : node ? "node" : "nowhere"),
  out_of_memory: ({ batch_size }) => (batch_size === undefined ? "machine" : "batch"),
};

/** The sentence of a failure in the language of the page; the server's message if it has no translation. */
export function failureText({ code, message, values }: FailedPhase): string {
  const variant = VARIANTS[code]?.(values);
  const key = `failures:${code}${variant === undefined ? "" : `.${variant}`}`;
  // The server's message is in English.
  if (i18n.language === "en" || !i18n.exists(key, { lngs: [i18n.language] })) return message;
  const params = { ...values, message };
  const text = i18n.t(key, params);
  return /\{\{/.test(text) ? message : text;
}
