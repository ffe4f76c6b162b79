import { Panel } from "@xyflow/react";
import { Suspense } from "react";
import { useDiffMarks } from "../../state/marks";
import { lazyPart } from "../../ui/lazyPart";
import { ActivationOverlay } from "../activations/ActivationOverlay";
import { CostOverlay } from "./CostOverlay";
import css from "./Legends.module.css";

/** Comes when a comparison is to be seen on the canvas. */
const DiffLegend = lazyPart(async () => (await import("./DiffLegend")).DiffLegend, "compare");

/** What is shown on the cards beside what they always show, with a legend for each, one above the other. */
export function Legends() {
  return (
    <Panel position="bottom-right" className={css.legends}>
      <Diff />
      <CostOverlay />
      <ActivationOverlay />
    </Panel>
  );
}

function Diff() {
  const compared = useDiffMarks((state) => state.compared);
  return <Suspense fallback={null}>{compared !== null && <DiffLegend compared={compared} />}</Suspense>;
}
