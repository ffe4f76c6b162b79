import type { BinItem } from "@schema";
import { create } from "zustand";
import { emptyBin, listBin, purgeItem } from "../api/bin";
import { serverMessage } from "../api/request";

/** What was deleted just now, and whether it was the open document. */
export interface Deletion {
  item: BinItem;
  wasOpen: boolean;
}

interface BinState {
  /** Last deleted first; `null` until they are here. */
  items: readonly BinItem[] | null;
  /** How long a thing is kept. */
  days: number;
  /** Why the last reading, restoring or purging did not work. */
  failed: string | null;
  /** What the page offers to bring back, for some seconds. */
  offered: Deletion | null;
  /** The window with all that is in the bin. */
  open: boolean;
  /** Counts what went into the bin or came out of it: lists that it shows in are read again. */
  changes: number;
}

export const useBin = create<BinState>(() => ({
  items: null,
  days: 0,
  failed: null,
  offered: null,
  open: false,
  changes: 0,
}));

export function openBin(): void {
  useBin.setState({ open: true, offered: null, failed: null });
  void loadBin();
}

export function closeBin(): void {
  useBin.setState({ open: false });
}

/** Offers to bring back what was deleted just now; `null` takes the offer away. */
export function offerUndo(offered: Deletion | null): void {
  useBin.setState({ offered });
}

let reading = 0;

/** Reads what is in the bin. Of several answers that of the last reading counts. */
export async function loadBin(): Promise<void> {
  reading += 1;
  const mine = reading;
  try {
    const { items, days } = await listBin();
    if (mine === reading) useBin.setState({ items, days });
  } catch (error) {
    const failed = serverMessage(error);
    if (mine === reading) useBin.setState({ failed });
  }
}

/** Reads the bin after something went into it; returns that thing, by its id, or a published model by its name. */
export async function findDeleted(kind: BinItem["kind"], name: string): Promise<BinItem | null> {
  binChanged();
  await loadBin();
  const { items } = useBin.getState();
  const of = kind === "published" ? "name" : "id";
  return items?.find((item) => item.kind === kind && item[of] === name) ?? null;
}

/** Something went into the bin, or came out of it. */
export function binChanged(): void {
  useBin.setState(({ changes }) => ({ changes: changes + 1 }));
}

/** Deletes one thing for good. */
export const purge = (item: BinItem) => runBinOperation(() => purgeItem(item));

/** Deletes all that is in the bin for good. */
export const purgeAll = () => runBinOperation(emptyBin);

/** Runs an operation on the bin, then reads it again; an error goes to the store. Returns whether it succeeded. */
export async function runBinOperation(work: () => Promise<unknown>): Promise<boolean> {
  useBin.setState({ failed: null });
  let failed: string | null = null;
  try {
    await work();
  } catch (error) {
    failed = serverMessage(error);
  }
  binChanged();
  await loadBin();
  if (failed !== null) useBin.setState({ failed });
  return failed === null;
}
