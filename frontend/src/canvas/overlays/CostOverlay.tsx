import { useEffect } from "react";
import { registerHandlers } from "../../commands/handlers";
import { toggleCost, useCosts } from "../../state/costs";
import { loadDatasets, useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { CostLegend } from "./CostLegend";

/** Registers the commands that show costs on nodes, and shows the legend. Loaded right after the canvas. */
export function CostOverlay() {
  const measure = useCosts((state) => state.measure);
  useEffect(
    () =>
      registerHandlers({
        "view.costParams": { run: () => toggleCost("params"), on: () => isShown("params") },
        "view.costFlops": { run: () => toggleCost("flops"), on: () => isShown("flops") },
        "view.costActivations": { run: () => toggleCost("activations"), on: () => isShown("activations") },
      }),
    [],
  );
  useDatasetOfInputs();
  return measure === null ? null : <CostLegend measure={measure} />;
}

function isShown(measure: string): boolean {
  return useCosts.getState().measure === measure;
}

/** Loads the data sets once the document names one: input nodes show its number of rows. */
function useDatasetOfInputs(): void {
  const named = useDocument(
    ({ document }) => document.data?.dataset !== undefined && document.data.dataset !== null,
  );
  const known = useDatasets(({ datasets }) => datasets !== null);
  useEffect(() => {
    if (named && !known) void loadDatasets();
  }, [named, known]);
}
