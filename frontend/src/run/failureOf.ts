import type { Diverged, Failed, Failure } from "@schema";

type Values = Readonly<Record<string, unknown>>;
/** Logs of earlier versions have neither. */
type Former<Event extends Failed | Diverged> = Omit<Event, "variant" | "params"> &
  Partial<Pick<Event, "variant" | "params">>;

/** The variant of a failure in logs of earlier versions, which have values in place of params. */
const FORMER_VARIANTS: Readonly<Record<string, (values: Values) => unknown>> = {
  worker_killed: ({ signal }) => (signal === undefined ? "unseen" : "signal"),
  out_of_memory: ({ batch_size }) => (batch_size === undefined ? "machine" : "batch"),
  "disk.full": () => "training",
  "training.values": ({ rule }) => rule,
  keras_stopped: ({ node, shapes }) => (shapes ? "call" : node ? "node" : "nowhere"),
};

/** Why a run failed, as data. */
export function failureOf({ code, variant = null, params, values }: Former<Failed>): Failure {
  const isFormer = params === undefined || Object.keys(values ?? {}).length > 0;
  if (!isFormer) return { code, variant, params };
  const former = FORMER_VARIANTS[code]?.(values ?? {});
  return { code, variant: typeof former === "string" ? former : null, params: values ?? {} };
}

/** Why a run diverged, as data; logs of earlier versions say no more than the epoch. */
export function divergenceOf(event: Former<Diverged>): Failure {
  const { epoch, masked_by_relu: isMasked, variant = null, params = {} } = event;
  if (variant !== null) return { code: "diverged", variant, params };
  const first = { phrase: isMasked ? "diverged.weights" : "diverged.loss", epoch: epoch + 1 };
  return { code: "diverged", variant: "unknown", params: { first } };
}
