import { useEffect, useMemo } from "react";
import { registerHandlers } from "../../commands/handlers";
import { modelAsDocument } from "../../document/nestedModels";
import { openModel, useDocument } from "../../state/document";
import { showActivations, useActivations } from "../../state/runs/activations";
import { useNaNOrigin } from "../../state/runs/nanOrigin";
import { loadSnapshot, useRuns } from "../../state/runs/runs";
import { useSampleActivations } from "../../state/runs/sampleActivations";
import { type ShownRun, useCurrentRun } from "../../state/runs/shownRuns";
import { ActivationLegend } from "./ActivationLegend";
import { ActivationStrip } from "./ActivationStrip";
import { LargeMaps } from "./LargeMaps";
import { nodeActivations } from "./nodeActivations";
import { useActivationsShown } from "./useActivationsShown";

/** Activations of the current run: a line on each node, and a legend. Loaded after the canvas. */
export function ActivationOverlay() {
  const run = useCurrentRun();
  const shown = useActivationsShown(run);
  useEffect(
    () =>
      registerHandlers({
        "view.watch": {
          run: () => showActivations(!shown, run?.id ?? null),
          can: () => run !== null,
          on: () => shown,
        },
      }),
    [shown, run],
  );
  return shown && run !== null ? <ShownActivations run={run} /> : null;
}

function ShownActivations({ run }: { run: ShownRun }) {
  const { id } = run;
  const sample = useSampleActivations((state) => (state.run === id ? state : null));
  const observed = sample ?? run.view.observed;
  const origin = useNaNOrigin(run);
  const graph = useDocument((state) => state.openGraph);
  const open = useDocument(openModel);
  const snapshot = useRuns((state) => state.snapshots[id]);
  useEffect(() => void loadSnapshot(id), [id]);
  const where = origin?.where ?? null;
  const { cards, changed } = useMemo(() => {
    const trained =
      snapshot === undefined ? null : open === null ? snapshot : modelAsDocument(snapshot, open);
    // Until the snapshot is loaded, it is unknown what has changed.
    if (snapshot === undefined) return { cards: new Map(), changed: 0 };
    return nodeActivations({ graph, trained, open }, observed, where);
  }, [graph, snapshot, open, observed, where]);
  useEffect(() => useActivations.setState({ Strip: ActivationStrip, LargeMaps, byNode: cards }), [cards]);
  useEffect(() => () => useActivations.setState({ Strip: null, LargeMaps: null, byNode: null }), []);
  return <ActivationLegend run={run} origin={origin} changed={changed} ofSample={sample !== null} />;
}
