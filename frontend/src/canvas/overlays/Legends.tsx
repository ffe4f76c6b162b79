import { Panel } from "@xyflow/react";
import { useDiffMarks } from "../../state/difference";
import { ActivationOverlay } from "../activations/ActivationOverlay";
import { CostOverlay } from "./CostOverlay";
import { DiffLegend } from "./DiffLegend";
import css from "./Legends.module.css";

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
  return compared !== null && <DiffLegend compared={compared} />;
}
