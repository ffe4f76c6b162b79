import { useEffect } from "react";
import { moveBy } from "../../actions/graphActions";
import { isOnCanvas } from "../../commands/keyScope";
import { openDirection } from "../../state/direction";
import { useDocument } from "../../state/document";
import { reveal, useView } from "../../state/view";
import { type ArrowMove, arrowTarget } from "./arrowTarget";
import { focusNode } from "./focus";

const ARROWS: Record<"down" | "right", Record<string, ArrowMove>> = {
  down: { ArrowDown: "onward", ArrowUp: "back", ArrowLeft: "before", ArrowRight: "after" },
  right: { ArrowRight: "onward", ArrowLeft: "back", ArrowUp: "before", ArrowDown: "after" },
};
const NUDGES: Record<string, [number, number]> = {
  ArrowDown: [0, 8],
  ArrowUp: [0, -8],
  ArrowLeft: [-8, 0],
  ArrowRight: [8, 0],
};

/** Handles the arrow keys, which are no commands: they follow edges, and with Alt they move the selection. */
export function useArrowKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const nudgeBy = NUDGES[event.key];
      const { nodes } = useView.getState();
      if (nudgeBy === undefined || nodes.length === 0 || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || (event.altKey && event.shiftKey)) return;
      if (!isOnCanvas(event.target)) return;
      const [only, ...more] = nodes;
      if (event.altKey) moveBy(nodes, ...nudgeBy);
      else if (only !== undefined && more.length === 0)
        selectNeighbor(only, ARROWS[openDirection()][event.key]);
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function selectNeighbor(from: string, move: ArrowMove | undefined): void {
  const { openGraph: graph } = useDocument.getState();
  const to = move === undefined ? null : arrowTarget(graph, from, move, openDirection());
  if (to === null) return;
  reveal(to);
  focusNode(to);
}
