import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { provide } from "../commands/handlers";
import { FIELD_COMES } from "../commands/keyBuffer";
import { askToFind } from "../state/find";
import { useView } from "../state/view";
import { focusInspector } from "./keyboard/focus";
import { goToProblem, hasProblems } from "./keyboard/problemNavigation";
import { arrange, turn } from "./layout/arrange";
import { duration, useShowAll } from "./viewport/useViewport";
import { useZoomStep } from "./viewport/useZoomStep";

interface CanvasCommandsProps {
  /** Opens the search of layers where the pointer is; with `middle`, in the middle where it is elsewhere. */
  openSearch: (middle: boolean) => boolean;
}

/** The commands that need the canvas. They come right after it. */
export function CanvasCommands({ openSearch }: CanvasCommandsProps) {
  const flow = useReactFlow();
  const showAll = useShowAll();
  const zoom = useZoomStep();
  useEffect(
    () =>
      provide({
        "edit.find": { run: find },
        "edit.rename": { run: () => focusInspector("[data-field='name']"), can: hasOnly },
        "graph.add": { run: (pressed) => (isMove(pressed) ? false : openSearch(pressed?.key !== "Tab")) },
        "graph.settings": { run: () => focusInspector("form"), can: hasOnly },
        "graph.arrange": { run: () => void arrange() },
        "view.fit": { run: () => showAll() },
        "view.actualSize": { run: () => void flow.zoomTo(1, { duration: duration() }) },
        "view.zoomIn": { run: () => zoom("in") },
        "view.zoomOut": { run: () => zoom("out") },
        "view.flow": { run: () => void turn() },
        "view.nextProblem": { run: () => goToProblem(1), can: hasProblems },
        "view.previousProblem": { run: () => goToProblem(-1), can: hasProblems },
      }),
    [flow, showAll, openSearch, zoom],
  );
  return null;
}

function hasOnly(): boolean {
  return useView.getState().nodes.length === 1;
}

/** Tab goes on to the next control where one has the focus. */
function isMove(pressed: KeyboardEvent | undefined): boolean {
  return (
    pressed?.key === "Tab" && document.activeElement !== null && document.activeElement !== document.body
  );
}

function find(): typeof FIELD_COMES {
  askToFind();
  return FIELD_COMES;
}
