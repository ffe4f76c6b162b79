import { create } from "zustand";
import type { LabelPlace, Labels } from "../../document/routing/labels";

/** Where the texts of the open graph stand. Only edges that are in the page ask for theirs: a graph may have thousands. */
export const useEdgeLabels = create<{ labels: Labels | null }>(() => ({ labels: null }));

const positions = new Map<string, LabelPlace | null>();

/** The place of the text of an edge, the very same while it stays; `null` where it has none. */
export function useEdgeLabelPosition(key: string): LabelPlace | null {
  return useEdgeLabels(({ labels }) => {
    const position = labels?.placeOf(key) ?? null;
    const known = positions.get(key);
    if (
      known !== undefined &&
      known?.x === position?.x &&
      known?.y === position?.y &&
      known?.left === position?.left
    ) {
      return known;
    }
    positions.set(key, position);
    return position;
  });
}

/** Takes other places in use. */
export function setEdgeLabels(labels: Labels): void {
  positions.clear();
  useEdgeLabels.setState({ labels });
}
