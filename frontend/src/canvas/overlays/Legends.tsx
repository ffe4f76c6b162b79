import { Panel } from "@xyflow/react";
import { Suspense } from "react";
import { useMarks } from "../../state/marks";
import { later } from "../../ui/lazyPart";
import { Watching } from "../activations/ActivationOverlay";
import { Costs } from "./CostOverlay";
import css from "./Legends.module.css";

/** Comes when a comparison is to be seen on the canvas. */
const ChangeLegend = later(async () => (await import("./DiffLegend")).ChangeLegend, "compare");

/** What is shown on the cards beside what they always show, with a legend for each, one above the other. */
export function Legends() {
  return (
    <Panel position="bottom-right" className={css.legends}>
      <Changes />
      <Costs />
      <Watching />
    </Panel>
  );
}

function Changes() {
  const compared = useMarks((state) => state.compared);
  return <Suspense fallback={null}>{compared !== null && <ChangeLegend compared={compared} />}</Suspense>;
}
