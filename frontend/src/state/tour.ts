import { create } from "zustand";
import { readStored, writeStored } from "./localStorage";

const STORAGE_KEY = "tour";

/** Whether the tour is still offered: until it was taken or declined, once. */
export const useTour = create<{ offered: boolean }>(() => ({ offered: readStored(STORAGE_KEY) === null }));

export function dismissTourOffer(): void {
  writeStored(STORAGE_KEY, "known");
  useTour.setState({ offered: false });
}
