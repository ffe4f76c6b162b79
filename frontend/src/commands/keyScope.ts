import type { Scope } from "./registry";

const TYPED_IN = "input, textarea, select, [contenteditable='true']";
const OVER = "[role='dialog'], [role='alertdialog'], [role='menu']";
const PRESSED =
  "button, a[href], summary, [role='button'], [role='tab'], [role='option'], [role='separator']";

/** Whether something takes text. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TYPED_IN);
}

/** Whether a key goes to a text field, a menu or a dialog. */
export function isInFieldOrOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${TYPED_IN}, ${OVER}`) !== null;
}

/** Whether a key goes to the canvas: where nothing has the focus, too. */
export function isOnCanvas(target: EventTarget | null): boolean {
  if (isInFieldOrOverlay(target)) return false;
  if (!(target instanceof Element) || target === document.body) return true;
  return target.closest(".react-flow, [data-graph]") !== null;
}

/** Whether a key that was pressed there is for a command of a scope. */
export function isInScope(scope: Scope, target: EventTarget | null): boolean {
  switch (scope) {
    case "canvas":
      return isOnCanvas(target);
    case "page":
      return !isInFieldOrOverlay(target);
    case "everywhere":
      return true;
  }
}

/** Enter and the space bar press the button that has the focus, and do nothing else. */
export function pressesButton(key: string, target: EventTarget | null): boolean {
  return (
    (key === "Enter" || key === "Space") && target instanceof Element && target.closest(PRESSED) !== null
  );
}
