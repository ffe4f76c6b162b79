import { useEffect, useState } from "react";
import { useActivations } from "../../state/runs/activations";
import { useSampleActivations } from "../../state/runs/sampleActivations";
import type { ShownRun } from "../../state/runs/shownRuns";

/**
 * Whether activations are shown: automatically if the page saw the run train or its loss diverged, otherwise on
 * request.
 */
export function useActivationsShown(run: ShownRun | null): boolean {
  const off = useActivations((state) => state.hidden);
  const asked = useActivations((state) => state.requestedRun);
  const sample = useSampleActivations((state) => state.run);
  const [seen, setSeen] = useState<string | null>(null);
  const training = run?.active ? run.id : null;
  useEffect(() => {
    if (training !== null) setSeen(training);
  }, [training]);
  if (off || run === null) return false;
  return training !== null || [seen, asked, sample].includes(run.id) || run.view.phase.at === "diverged";
}
