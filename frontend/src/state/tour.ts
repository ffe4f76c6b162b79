import { create } from "zustand";
import { readKept, writeKept } from "./localStorage";

const KEPT = "tour";

/** Whether the tour is still offered: until it was taken or declined, once. */
export const useTour = create<{ offered: boolean }>(() => ({ offered: readKept(KEPT) === null }));

export function offerNoMore(): void {
  writeKept(KEPT, "known");
  useTour.setState({ offered: false });
}
