import type { DocumentWarning, ErrorBody, Failure, Fix, ParityLine, Problem, Suspicion } from "@schema";
import { i18n } from "./index";
import { format, MissingText, type Params } from "./messageFormat";

/** By section and code; a code with several sentences has them by variant. */
type Texts = Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>;

/** One file a language, shared with the server: every sentence by its code. */
const files = import.meta.glob<Texts>("../../../shared_schema/messages/*.json", { import: "default" });
const texts = new Map<string, Texts>();

/** Fetches the sentences of a language, once. */
export async function fetchMessages(language: string): Promise<void> {
  const load = files[`../../../shared_schema/messages/${language}.json`];
  if (load !== undefined && !texts.has(language)) texts.set(language, await load());
}

/** The sentence of a code in the language of the page; `null` where the page does not have it, or not yet. */
export function message(
  section: string,
  code: string,
  params: Params,
  variant?: string | null,
): string | null {
  const own = texts.get(i18n.language);
  if (own === undefined) return null;
  const phrases = (name: string, of: Params = {}): string => {
    const [, problem, which] = /^problem:([^/]+)(?:\/(.+))?$/.exec(name) ?? [];
    return problem === undefined ? filled("phrases", name, of) : filled("problems", problem, of, which);
  };
  const filled = (from: string, name: string, of: Params, which?: string | null): string => {
    const found = own[from]?.[name];
    const text = typeof found === "object" && which ? found[which] : which ? undefined : found;
    if (typeof text !== "string") throw new MissingText(`${from}.${name}.${which}`);
    return format(text, of, i18n.language, phrases);
  };
  try {
    return filled(section, code, params, variant);
  } catch (error) {
    if (error instanceof MissingText) return null;
    throw error;
  }
}

/** What may be wrong with a data set, in the language of the page; `null` where the page does not know it. */
export function suspicionText({ kind, params }: Suspicion): string | null {
  return message("phrases", `suspicion.${kind}`, params);
}

/** The sentence of a problem in the language of the page; `null` where the page does not know it. */
export function ownSentence({ code, variant, params }: Problem): string | null {
  return message("problems", code, params, variant);
}

/** What a fix does, in the language of the page; `null` where the page does not know it. */
export function ownTitle(fix: Fix): string | null {
  return message("fixes", fix.kind, fix.params ?? {});
}

/** What the server refuses or could not do, in the language of the page; `null` where the page does not know it. */
export function ownError({ code, variant, params }: ErrorBody): string | null {
  return message("errors", code, params ?? {}, variant);
}

/** Why a run failed or diverged, in the language of the page; an error that refused it has its own sentence. */
export function ownFailure({ code, variant, params }: Failure): string | null {
  return message("failures", code, params ?? {}, variant) ?? message("errors", code, params ?? {}, variant);
}

/** What of a model from elsewhere could not be carried over, in the language of the page. */
export function ownWarning({ code, params }: DocumentWarning): string | null {
  return message("warnings", code, params ?? {});
}

/** How a model compares with its file, in the language of the page. */
export function ownParity({ what, state, variant, params }: ParityLine): string | null {
  return message("parity", what, params ?? {}, variant ?? state);
}
