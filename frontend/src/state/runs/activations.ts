import type { ActivationMaps, NodeReading } from "@schema";
import type { ComponentType } from "react";
import { create } from "zustand";
import type { NodeId } from "../../document/types";
import { readStored, writeStored } from "../localStorage";

/** What a card shows of what training saw there. */
export interface NodeActivations {
  /** `null` where only the origin of a NaN is marked: an output gives nothing of its own. */
  stats: NodeReading | null;
  /** The range on the scale that all cards share, each end from 0 to 1; `null` where nothing was finite. */
  bar: { from: number; to: number } | null;
  /** Where a number that is none was first seen: in this very call, or inside what it calls. */
  origin: "here" | "inside" | null;
  /** Images of what it gave for the row that a run was asked. */
  maps: ActivationMaps | null;
}

interface ActivationsState {
  /** A person does not want it; kept. */
  hidden: boolean;
  /** The run for which a person asked to see it: the newest is shown by itself only while it trains. */
  requestedRun: string | null;
  /** On each node, while it is shown: it is loaded later than the nodes. */
  Strip: ComponentType<{ id: NodeId; nodeTitle: string }> | null;
  /** The same in the inspector: the maps of the selected node. */
  LargeMaps: ComponentType<{ maps: ActivationMaps; nodeTitle: string }> | null;
  byNode: ReadonlyMap<NodeId, NodeActivations> | null;
}

const STORAGE_KEY = "watch";

export const useActivations = create<ActivationsState>(() => ({
  hidden: readStored(STORAGE_KEY) === "no",
  requestedRun: null,
  Strip: null,
  LargeMaps: null,
  byNode: null,
}));

/** Shows what training sees in the nodes, of this run, or shows it no more. */
export function showActivations(shown: boolean, run: string | null): void {
  writeStored(STORAGE_KEY, shown ? "yes" : "no");
  useActivations.setState({ hidden: !shown, requestedRun: shown ? run : null });
}
