import { useTranslation } from "react-i18next";
import { csvOf, type ExportedRun, jsonOf } from "../../run/exporting";
import { loadSnapshot, useRuns } from "../../state/runs/runs";
import { type ShownRun, upToDate } from "../../state/runs/shownRuns";
import type { MenuItem } from "../../ui/overlays/Menu";
import { fileStem, saveFile } from "../../ui/saveFile";
import { useChartData } from "./ChartGrid";
import { usePlotText } from "./usePlotText";

const FORMATS = ["csv", "json", "png"] as const;
type Format = (typeof FORMATS)[number];

/** Menu items that export the data and charts of some runs. */
export function useChartExports(runs: readonly ShownRun[], names: readonly string[]): MenuItem[] {
  const { t } = useTranslation("charts");
  const charts = useChartData(runs, names);
  const texts = usePlotText();

  const exportAs = async (format: Format): Promise<void> => {
    const [first] = runs;
    if (first === undefined) return;
    const called = runs.map(({ number }) => number).join("_");
    const file = `${fileStem(first.record.name, "model")}_run_${called}.${format}`;
    if (format === "png") {
      const { chartImage } = await import("./chartImage");
      const title = `${first.record.name} · ${names.join(", ")}`;
      return saveFile(await chartImage(charts, title, texts), file);
    }
    const type = format === "csv" ? "text/csv" : "application/json";
    const runData = await Promise.all(runs.map((run, index) => withSnapshot(run, names[index] ?? run.id)));
    saveFile(new Blob([format === "csv" ? csvOf(runData) : jsonOf(runData)], { type }), file);
  };

  const empty = runs.every(({ view }) => view.epochs.length === 0);
  return FORMATS.map((format) => ({
    id: format,
    title: t(`exportAs.${format}`),
    disabled: format !== "json" && empty,
    onPick: () => void exportAs(format),
  }));
}

async function withSnapshot({ id, record, view }: ShownRun, name: string): Promise<ExportedRun> {
  await loadSnapshot(id);
  return { name, record: upToDate(record, view), view, document: useRuns.getState().snapshots[id] ?? null };
}
