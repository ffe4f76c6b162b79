import { Panel } from "@xyflow/react";
import { Watching } from "../watch/Watching";
import { Costs } from "./Costs";
import css from "./Legends.module.css";

/** What is shown on the cards beside what they always show, with a legend for each, one above the other. */
export function Legends() {
  return (
    <Panel position="bottom-right" className={css.legends}>
      <Costs />
      <Watching />
    </Panel>
  );
}
