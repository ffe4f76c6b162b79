import type { DocumentWarning, ErrorBody, Failure, Fix, Parity, ParityLine, Problem } from "@schema";

/** What another language than English makes of values; `null` where they do not suffice. */
export interface Teller {
  sentence(problem: Problem): string | null;
  title(fix: Fix): string | null;
  error(body: ErrorBody): string | null;
  failure(failure: Failure): string | null;
  warning(warning: DocumentWarning): string | null;
  parity(line: ParityLine): string | null;
}

let own: Teller | null = null;

/** Hands over how sentences are made of values: it comes with the first language that needs it. */
export function tellBy(teller: Teller): void {
  own = teller;
}

/** The problem's sentence in the language of the page: the server's own in English, and where this language has none. */
export function problemText(problem: Problem): string {
  return own?.sentence(problem) ?? problem.message;
}

/** What a fix does, in the language of the page. */
export function fixTitle(fix: Fix): string {
  return own?.title(fix) ?? fix.title;
}

/** What the server refuses or could not do, in the language of the page. */
export function errorText(body: ErrorBody): string {
  return own?.error(body) ?? body.message;
}

/** Why a run failed or diverged, in the language of the page; `english` is the server's sentence. */
export function failureText(failure: Failure, english: string): string {
  return own?.failure(failure) ?? english;
}

/** What of a model from elsewhere could not be carried over, in the language of the page; one sentence after the other. */
export function warningsText(warnings: readonly DocumentWarning[]): string {
  return warnings.map((each) => own?.warning(each) ?? each.message).join(" ");
}

/** What came of an import: what could not be carried, and how the document compares with its file. */
export function importedText(found: {
  warnings?: readonly DocumentWarning[] | undefined;
  parity?: Parity | null | undefined;
}): string {
  const { warnings = [], parity } = found;
  const lines = parity ? [parity.params, parity.layers, parity.weights, parity.outputs] : [];
  return [warningsText(warnings), parityText(lines)].filter((text) => text !== "").join(" ");
}

/** What comparisons say, in the language of the page. */
export function parityText(lines: readonly ParityLine[]): string {
  return lines.map((line) => own?.parity(line) ?? line.message).join(" ");
}
