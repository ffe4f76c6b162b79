import { useEffect } from "react";
import { nudge } from "../../actions/graphActions";
import { isOnCanvas } from "../../commands/keyScope";
import { openDirection } from "../../state/direction";
import { useDocument } from "../../state/document";
import { reveal, useView } from "../../state/view";
import { type Way, walk } from "./arrowTarget";
import { focusNode } from "./focus";

const ARROWS: Record<"down" | "right", Record<string, Way>> = {
  down: { ArrowDown: "onward", ArrowUp: "back", ArrowLeft: "before", ArrowRight: "after" },
  right: { ArrowRight: "onward", ArrowLeft: "back", ArrowUp: "before", ArrowDown: "after" },
};
const STEPS: Record<string, [number, number]> = {
  ArrowDown: [0, 8],
  ArrowUp: [0, -8],
  ArrowLeft: [-8, 0],
  ArrowRight: [8, 0],
};

/** The arrows, which are no commands: they walk along the wires, and with Alt they move what is selected. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      const { nodes } = useView.getState();
      if (step === undefined || nodes.length === 0 || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || (event.altKey && event.shiftKey)) return;
      if (!isOnCanvas(event.target)) return;
      const [only, ...more] = nodes;
      if (event.altKey) nudge(nodes, ...step);
      else if (only !== undefined && more.length === 0) go(only, ARROWS[openDirection()][event.key]);
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function go(from: string, way: Way | undefined): void {
  const { document: drawn } = useDocument.getState();
  const to = way === undefined ? null : walk(drawn, from, way, openDirection());
  if (to === null) return;
  reveal(to);
  focusNode(to);
}
