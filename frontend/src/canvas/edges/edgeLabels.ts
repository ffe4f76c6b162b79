import { create } from "zustand";
import type { LabelPosition, Labels } from "../../document/routing/labels";

/** Label positions of the open graph. Only mounted edges ask for theirs: a graph may have thousands. */
export const useEdgeLabels = create<{ labels: Labels | null }>(() => ({ labels: null }));

const positions = new Map<string, LabelPosition | null>();

/** The position of an edge's label, the same object while it does not change; `null` if it has no label. */
export function useEdgeLabelPosition(key: string): LabelPosition | null {
  return useEdgeLabels(({ labels }) => {
    const position = labels?.positionOf(key) ?? null;
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

/** Replaces the label positions. */
export function setEdgeLabels(labels: Labels): void {
  positions.clear();
  useEdgeLabels.setState({ labels });
}
