import type { Objective, StartSweep } from "@schema";
import { create } from "zustand";
import { indexOf, type PlannedDimension, planned, type Setting } from "../../document/sweeps/sweepSpace";
import { readStored, writeStored } from "../localStorage";
import { useProject } from "../project";

/** The next sweep of the open document, as it is being planned. It is kept in the browser. */
export interface PlannedSweep {
  dimensions: readonly PlannedDimension[];
  sampler: NonNullable<StartSweep["sampler"]>;
  pruner: NonNullable<StartSweep["pruner"]>;
  objective: Required<Objective>;
  trials: string;
  places: string;
  seed: string;
}

const EMPTY: PlannedSweep = {
  dimensions: [],
  sampler: "random",
  pruner: "none",
  objective: { metric: "val_loss", direction: "minimize", epoch: "best" },
  trials: "20",
  places: "1",
  seed: "0",
};

const keyOf = (project: string) => `sweep.${project}`;

export const useSweepPlan = create<PlannedSweep>(() => stored(useProject.getState().id));

useProject.subscribe((now, before) => {
  if (now.id !== before.id) useSweepPlan.setState(stored(now.id));
});

export function setSweepPlan(change: Partial<PlannedSweep>): void {
  useSweepPlan.setState(change);
  const { id } = useProject.getState();
  if (id !== null) writeStored(keyOf(id), JSON.stringify(useSweepPlan.getState()));
}

/** Varies a setting in the next sweep, or no more. */
export function toggleVaried(setting: Setting): void {
  const { dimensions } = useSweepPlan.getState();
  const index = indexOf(dimensions, setting);
  setSweepPlan({
    dimensions: index < 0 ? [...dimensions, planned(setting)] : dimensions.filter((_, at) => at !== index),
  });
}

function stored(project: string | null): PlannedSweep {
  try {
    const text = project === null ? null : readStored(keyOf(project));
    return { ...EMPTY, ...(JSON.parse(text ?? "{}") as Partial<PlannedSweep>) };
  } catch {
    return EMPTY;
  }
}
