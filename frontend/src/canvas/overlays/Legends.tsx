import { Panel } from "@xyflow/react";
import { Suspense } from "react";
import { useDiffMarks } from "../../state/difference";
import { lazyPart } from "../../ui/lazyPart";
import { ActivationOverlay } from "../activations/ActivationOverlay";
import { CostOverlay } from "./CostOverlay";
import css from "./Legends.module.css";

/** Loaded when a comparison is shown on the canvas. */
const DiffLegend = lazyPart(async () => (await import("./DiffLegend")).DiffLegend, "compare");

/** The legends of what nodes show additionally: comparison, costs, activations. */
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
