import { useState } from "react";
import { SweepForm } from "./SweepForm";
import css from "./SweepPanel.module.css";
import { SweepResults } from "./SweepResults";

/** Sweeps: the plan of the next one, and the trials of those that were started. */
export function SweepPanel() {
  const [started, setStarted] = useState<string | null>(null);
  return (
    <div className={css.panel}>
      <SweepForm onStarted={setStarted} />
      <SweepResults started={started} />
    </div>
  );
}
