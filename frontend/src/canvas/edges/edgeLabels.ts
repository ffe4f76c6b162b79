import { create } from "zustand";
import type { LabelPlace, Labels } from "../../document/routing/labels";

/** Where the texts of the open graph stand. Only edges that are in the page ask for theirs: a graph may have thousands. */
export const useLabelPlaces = create<{ labels: Labels | null }>(() => ({ labels: null }));

const before = new Map<string, LabelPlace | null>();

/** The place of the text of an edge, the very same while it stays; `null` where it has none. */
export function useLabelPlace(key: string): LabelPlace | null {
  return useLabelPlaces(({ labels }) => {
    const place = labels?.placeOf(key) ?? null;
    const known = before.get(key);
    if (
      known !== undefined &&
      known?.x === place?.x &&
      known?.y === place?.y &&
      known?.left === place?.left
    ) {
      return known;
    }
    before.set(key, place);
    return place;
  });
}

/** Takes other places in use. */
export function showLabels(labels: Labels): void {
  before.clear();
  useLabelPlaces.setState({ labels });
}
