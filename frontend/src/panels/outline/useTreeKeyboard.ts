import { type KeyboardEvent, type RefObject, useState } from "react";
import { focusLocation, scrollIntoView } from "../../state/view";
import type { Line } from "./useOutline";

/** Selects a node of the tree on the canvas. */
export function selectOnCanvas({ item }: Line): void {
  focusLocation({ node: item.node, model: item.model, edge: null, field: null });
}

/** Selects a node of the tree on the canvas, and moves the focus there. */
function goToCanvas(line: Line): void {
  selectOnCanvas(line);
  scrollIntoView(line.item.node, true);
}

/** Keyboard navigation of a tree, by the ARIA pattern: one line has the focus, arrows move, expand and collapse. */
export function useTreeKeyboard(
  tree: RefObject<HTMLElement | null>,
  lines: readonly Line[],
  open: (key: string, now: boolean) => void,
) {
  const [current, setCurrent] = useState<string | null>(null);
  const found = lines.findIndex((line) => line.item.key === current);
  const at = Math.max(found, 0);

  const walkTo = (index: number) => {
    const line = lines[Math.max(0, Math.min(index, lines.length - 1))];
    if (line === undefined) return;
    setCurrent(line.item.key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(line.item.key)}"]`)?.focus();
  };
  const expand = (line: Line) => {
    if (line.open === false) open(line.item.key, true);
    else if (line.open) walkTo(at + 1);
  };
  const collapse = (line: Line) => {
    if (line.open) open(line.item.key, false);
    else walkTo(lines.findLastIndex((other, index) => index < at && other.level < line.level));
  };
  const keys: Readonly<Record<string, (line: Line) => void>> = {
    ArrowDown: () => walkTo(at + 1),
    ArrowUp: () => walkTo(at - 1),
    ArrowRight: expand,
    ArrowLeft: collapse,
    Home: () => walkTo(0),
    End: () => walkTo(lines.length - 1),
    Enter: goToCanvas,
    " ": selectOnCanvas,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[at];
    const press = keys[event.key];
    if (line === undefined || press === undefined) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    press(line);
  };
  return { at, setCurrent, onKeyDown };
}
