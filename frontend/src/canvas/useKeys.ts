import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { copyText } from "../document/clipboard";
import { useDocument } from "../store/document";
import { nudge, paste, removeSelected, selectAll } from "../store/gestures";
import { enterModel, leaveModel, nestSelected, unpack } from "../store/nested";
import { hush } from "../store/notes";
import { reveal, select, useView } from "../store/view";
import { duration, useShowAll } from "./useViewport";
import { type Way, walk } from "./walk";

/** Where the keys of the canvas are heard: nowhere in a text field, a menu or a dialog. */
export function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest("input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu']") !==
    null
  );
}

function isOnCanvas(target: EventTarget | null): boolean {
  if (isElsewhere(target)) return false;
  if (target === document.body || !(target instanceof Element)) return true;
  return target.closest(".react-flow") !== null;
}

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

/** Every key of the canvas. `openSearch` opens the search of layers where the pointer last was. */
export function useKeys(openSearch: () => boolean): void {
  const flow = useReactFlow();
  const showAll = useShowAll();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isElsewhere(event.target) || event.defaultPrevented) return;
      const control = event.ctrlKey || event.metaKey;
      const handled = control ? controlKey(event) : isOnCanvas(event.target) && plainKey(event);
      if (handled) event.preventDefault();
    };
    const plainKey = (event: KeyboardEvent): boolean => {
      const { nodes, flow: direction } = useView.getState();
      const only = nodes.length === 1 ? nodes[0] : undefined;
      const step = STEPS[event.key];
      if (step !== undefined && nodes.length > 0) {
        if (event.altKey) nudge(nodes, ...step);
        else if (only !== undefined) go(only, ARROWS[direction][event.key]);
        return true;
      }
      if (event.altKey) return false;
      switch (event.key) {
        case "Delete":
        case "Backspace":
          removeSelected();
          return true;
        case "Escape":
          stepBack();
          return true;
        case "Enter":
          if (event.target instanceof HTMLButtonElement) return false;
          return (only !== undefined && enterModel(only)) || focusInspector("[data-inspector] form");
        case "F2":
          return focusInspector("[data-inspector] [data-field='name']");
        case "Tab":
          return event.shiftKey || isFocused() ? false : openSearch();
        case "0":
          void flow.zoomTo(1, { duration: duration() });
          return true;
        case "1":
          showAll();
          return true;
        case "+":
        case "=":
          void flow.zoomIn({ duration: duration() });
          return true;
        case "-":
          void flow.zoomOut({ duration: duration() });
          return true;
        default:
          return false;
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [flow, showAll, openSearch]);
}

function controlKey(event: KeyboardEvent): boolean {
  const { undo, redo, document: drawn } = useDocument.getState();
  switch (event.key.toLowerCase()) {
    case "z":
      if (event.shiftKey) redo();
      else undo();
      return true;
    case "y":
      redo();
      return true;
    case "a":
      selectAll();
      return true;
    case "g":
      return event.shiftKey ? unpackSelected() : nest();
    case "d":
      paste(copyText(drawn, new Set(useView.getState().nodes)));
      return true;
    case "delete":
    case "backspace":
      removeSelected(true);
      return true;
    default:
      return false;
  }
}

/** First nothing is selected any more, then the nested model is left. */
function stepBack(): void {
  const { nodes, edge } = useView.getState();
  hush();
  if (nodes.length > 0 || edge !== null) select([]);
  else leaveModel();
}

function nest(): boolean {
  nestSelected();
  return true;
}

function unpackSelected(): boolean {
  const [only, ...more] = useView.getState().nodes;
  if (only !== undefined && more.length === 0) void unpack(only);
  return true;
}

function go(from: string, way: Way | undefined): void {
  const { document: drawn } = useDocument.getState();
  const to = way === undefined ? null : walk(drawn, from, way, useView.getState().flow);
  if (to === null) return;
  reveal(to);
  focusNode(to);
}

/** Puts the keyboard on a node, once it is drawn. */
export function focusNode(id: string): void {
  requestAnimationFrame(() => {
    document
      .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
      ?.focus({ preventScroll: true });
  });
}

function isFocused(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}

function focusInspector(within: string): boolean {
  const place = document.querySelector<HTMLElement>(within);
  const field = place?.matches("input, select") ? place : place?.querySelector<HTMLElement>("input, select");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return field !== null && field !== undefined;
}
