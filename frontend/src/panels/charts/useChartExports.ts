import { useTranslation } from "react-i18next";
import { csvOf, type ExportedRun, jsonOf } from "../../run/exportRuns";
import { loadSnapshot, useRuns } from "../../state/runs";
import { type ShownRun, upToDate } from "../../state/shownRuns";
import type { MenuItem } from "../../ui/Menu";
import { fileStem, saveFile } from "../../ui/saveFile";
import { useShown } from "./ChartGrid";
import { usePlotWords } from "./usePlotText";

const FORMATS = ["csv", "json", "png"] as const;
type Format = (typeof FORMATS)[number];

/** What some runs can be written to: a menu's items. */
export function useExports(runs: readonly ShownRun[], names: readonly string[]): MenuItem[] {
  const { t } = useTranslation("charts");
  const shown = useShown(runs, names);
  const words = usePlotWords();

  const write = async (format: Format): Promise<void> => {
    const [first] = runs;
    if (first === undefined) return;
    const called = runs.map(({ number }) => number).join("_");
    const file = `${fileStem(first.record.name, "model")}_run_${called}.${format}`;
    if (format === "png") {
      const { pictureOf } = await import("./chartImage");
      const title = `${first.record.name} · ${names.join(", ")}`;
      return saveFile(await pictureOf(shown, title, words), file);
    }
    const type = format === "csv" ? "text/csv" : "application/json";
    const written = await Promise.all(runs.map((run, place) => whole(run, names[place] ?? run.id)));
    saveFile(new Blob([format === "csv" ? csvOf(written) : jsonOf(written)], { type }), file);
  };

  const empty = runs.every(({ view }) => view.epochs.length === 0);
  return FORMATS.map((format) => ({
    id: format,
    title: t(`exportAs.${format}`),
    disabled: format !== "json" && empty,
    onPick: () => void write(format),
  }));
}

async function whole({ id, record, view }: ShownRun, name: string): Promise<ExportedRun> {
  await loadSnapshot(id);
  return { name, record: upToDate(record, view), view, document: useRuns.getState().snapshots[id] ?? null };
}
