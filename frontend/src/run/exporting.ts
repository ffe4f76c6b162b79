import type { RunRecord } from "@schema";
import { LEARNING_RATE } from "./columns";
import type { Epoch, RunView } from "./state";

/** A run as it is written to a file: under the name by which the person knows it. */
export interface ExportedRun {
  name: string;
  record: RunRecord;
  view: RunView;
  /** The document that it trains, where it is at hand. */
  document: unknown;
}

/** What a spreadsheet would take for a formula, spaces and control characters before it included. */
const FORMULA = /^[\s\0]*[=+\-@]|^[\t\r\0]/;

/**
 * Every number of every epoch as CSV (RFC 4180): at full precision, what is not finite by its name, nothing where there
 * is no number. Names that a spreadsheet would run as formulas are marked as text. Several runs
 * follow one another, distinguished by the column `run`.
 */
export function csvOf(runs: readonly ExportedRun[]): string {
  const several = runs.length > 1;
  const names = [...new Set(runs.flatMap(({ view }) => view.epochs.flatMap(namesOf)))];
  const measures = names.filter((name) => name !== LEARNING_RATE);
  const head = [...(several ? ["run"] : []), "epoch", ...measures.map(asText), LEARNING_RATE, "seconds"];
  const rows = runs.flatMap(({ name, view }) =>
    view.epochs.map((epoch) => [
      ...(several ? [asText(name)] : []),
      String(epoch.epoch + 1),
      ...measures.map((measure) => numberText(epoch, measure)),
      LEARNING_RATE in epoch.logs ? numberText(epoch, LEARNING_RATE) : String(epoch.learning_rate ?? ""),
      String(epoch.seconds ?? ""),
    ]),
  );
  return [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** The whole of a run, or of several, as JSON: the server's record, the numbers, and what was trained. */
export function jsonOf(runs: readonly ExportedRun[]): string {
  const written = runs.map(({ name, record, view, document }) => ({
    name,
    run: record,
    plan: view.plan,
    epochs: view.epochs,
    document,
  }));
  return `${JSON.stringify(written.length === 1 ? written[0] : { runs: written }, null, 2)}\n`;
}

function namesOf({ logs, nonfinite }: Epoch): string[] {
  return [...Object.keys(logs), ...Object.keys(nonfinite)];
}

function numberText({ logs, nonfinite }: Epoch, name: string): string {
  return nonfinite[name] ?? String(logs[name] ?? "");
}

/** A name as a spreadsheet reads it: what looks like a formula is marked as text by an apostrophe. Numbers stay bare. */
function asText(name: string): string {
  return FORMULA.test(name) ? `'${name}` : name;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
