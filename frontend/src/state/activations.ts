import type { NodeReading } from "@schema";
import type { ComponentType } from "react";
import { create } from "zustand";
import type { NodeId } from "../document/types";
import { readKept, writeKept } from "./localStorage";

/** What a card shows of what training saw there. */
export interface CardReading {
  /** `null` where only the birthplace is marked: an output gives nothing of its own. */
  reading: NodeReading | null;
  /** The range on the scale that all cards share, each end from 0 to 1; `null` where nothing was finite. */
  bar: { from: number; to: number } | null;
  /** Where a number that is none was first seen: in this very call, or inside what it calls. */
  born: "here" | "inside" | null;
}

interface WatchingState {
  /** A person does not want it; kept. */
  off: boolean;
  /** The run for which a person asked to see it: the newest is shown by itself only while it trains. */
  asked: string | null;
  /** Under each card, while it is shown: it comes later than the cards. */
  Strip: ComponentType<{ id: NodeId; nodeTitle: string }> | null;
  cards: ReadonlyMap<NodeId, CardReading> | null;
}

const KEPT = "watch";

export const useWatching = create<WatchingState>(() => ({
  off: readKept(KEPT) === "no",
  asked: null,
  Strip: null,
  cards: null,
}));

/** Shows what training sees in the nodes, of this run, or shows it no more. */
export function showWatching(shown: boolean, run: string | null): void {
  writeKept(KEPT, shown ? "yes" : "no");
  useWatching.setState({ off: !shown, asked: shown ? run : null });
}
