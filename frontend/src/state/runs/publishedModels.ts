import type { PublishedModel } from "@schema";
import { create } from "zustand";
import { listPublished } from "../../api/models";
import { serverMessage } from "../../api/request";

/** The published nested models of the palette; none until they are loaded. */
export const usePublished = create<{ published: readonly PublishedModel[] }>(() => ({ published: [] }));

let reading = 0;

/** Reads them; where nobody answers, the palette goes without. Of several answers that of the last reading counts. */
export async function loadPublished(): Promise<void> {
  reading += 1;
  const mine = reading;
  try {
    const list = await listPublished();
    if (mine === reading) usePublished.setState(list);
  } catch (error) {
    serverMessage(error);
  }
}
