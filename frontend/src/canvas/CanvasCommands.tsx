import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { registerHandlers } from "../commands/handlers";
import { openFind } from "../state/find";
import { useView } from "../state/view";
import { focusInspector } from "./keyboard/focus";
import { goToProblem, hasProblems } from "./keyboard/problemNavigation";
import { arrange, toggleDirection } from "./layout/arrange";
import { animationMs, useFitView } from "./viewport/useViewport";
import { useZoomStep } from "./viewport/useZoomStep";

interface CanvasCommandsProps {
  /** Opens the layer search at the pointer; with `middle`, in the middle if the pointer is not over the canvas. */
  openSearch: (middle: boolean) => boolean;
}

/** Registers the commands that need the canvas. Loaded right after it. */
export function CanvasCommands({ openSearch }: CanvasCommandsProps) {
  const flow = useReactFlow();
  const fitView = useFitView();
  const zoom = useZoomStep();
  useEffect(
    () =>
      registerHandlers({
        "edit.find": { run: openFind },
        "edit.rename": { run: () => focusInspector("[data-field='name']"), can: hasOneSelected },
        "graph.add": { run: (pressed) => (movesFocus(pressed) ? false : openSearch(pressed?.key !== "Tab")) },
        "graph.settings": { run: () => focusInspector("form"), can: hasOneSelected },
        "graph.arrange": { run: () => void arrange() },
        "view.fit": { run: () => fitView() },
        "view.actualSize": { run: () => void flow.zoomTo(1, { duration: animationMs() }) },
        "view.zoomIn": { run: () => zoom("in") },
        "view.zoomOut": { run: () => zoom("out") },
        "view.flow": { run: () => void toggleDirection() },
        "view.nextProblem": { run: () => goToProblem(1), can: hasProblems },
        "view.previousProblem": { run: () => goToProblem(-1), can: hasProblems },
      }),
    [flow, fitView, openSearch, zoom],
  );
  return null;
}

function hasOneSelected(): boolean {
  return useView.getState().nodes.length === 1;
}

/** Whether Tab is to move the focus to the next control, since one has it. */
function movesFocus(pressed: KeyboardEvent | undefined): boolean {
  return (
    pressed?.key === "Tab" && document.activeElement !== null && document.activeElement !== document.body
  );
}
