import { useEffect, useMemo } from "react";
import { provide } from "../../commands/handlers";
import { view } from "../../document/nestedModels";
import { showWatching, useWatching } from "../../state/activations";
import { openModel, useDocument } from "../../state/document";
import { useBirth } from "../../state/nanOrigin";
import { loadSnapshot, useRuns } from "../../state/runs";
import { type ShownRun, useCurrentRun } from "../../state/shownRuns";
import { WatchLegend } from "./ActivationLegend";
import { Strip } from "./ActivationStrip";
import { cardsOf } from "./nodeActivations";
import { useWatched } from "./useActivationsShown";

/** What training sees in the nodes: a strip under each card, and a legend. It comes after the canvas. */
export function Watching() {
  const run = useCurrentRun();
  const shown = useWatched(run);
  useEffect(
    () =>
      provide({
        "view.watch": {
          run: () => showWatching(!shown, run?.id ?? null),
          can: () => run !== null,
          on: () => shown,
        },
      }),
    [shown, run],
  );
  return shown && run !== null ? <Shown run={run} /> : null;
}

function Shown({ run }: { run: ShownRun }) {
  const { id } = run;
  const { observed } = run.view;
  const birth = useBirth(run);
  const drawn = useDocument((state) => state.document);
  const open = useDocument(openModel);
  const snapshot = useRuns((state) => state.snapshots[id]);
  useEffect(() => void loadSnapshot(id), [id]);
  const where = birth?.where ?? null;
  const { cards, changed } = useMemo(() => {
    const trained = snapshot === undefined ? null : open === null ? snapshot : view(snapshot, open);
    // Until the snapshot is here, nobody can say what has changed.
    if (snapshot === undefined) return { cards: new Map(), changed: 0 };
    return cardsOf({ drawn, trained, open }, observed, where);
  }, [drawn, snapshot, open, observed, where]);
  useEffect(() => useWatching.setState({ Strip, cards }), [cards]);
  useEffect(() => () => useWatching.setState({ Strip: null, cards: null }), []);
  return <WatchLegend run={run} birth={birth} changed={changed} />;
}
