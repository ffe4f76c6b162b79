/** A node of another graph is rendered some frames after that graph was opened. */
const MAX_FRAMES = 30;

/** Focuses a node once it is rendered, unless the focus has moved meanwhile. */
export function focusNode(id: string): void {
  const from = document.activeElement;
  const attempt = (frames: number) => {
    const now = document.activeElement;
    if (now !== from && now !== document.body) return;
    const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    node?.focus({ preventScroll: true });
    if (document.activeElement !== node && frames > 0) requestAnimationFrame(() => attempt(frames - 1));
  };
  requestAnimationFrame(() => attempt(MAX_FRAMES));
}

/** Focuses the first field of a part of the inspector. Returns whether there is one. */
export function focusInspector(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-inspector] ${selector}`);
  const field = element?.matches("input, select")
    ? element
    : element?.querySelector<HTMLElement>("input, select");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return field !== null && field !== undefined;
}

/** Focuses the node of the canvas that Tab reaches. Of an empty canvas none: there Tab opens the layer search. */
export function focusCanvas(): void {
  const node = document.querySelector<HTMLElement>("[data-canvas] .react-flow__node[tabindex='0']");
  if (node !== null) node.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
