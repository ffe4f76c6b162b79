/** A node of another graph is drawn some frames after that graph was entered. */
const MAX_FRAMES = 30;

/** Puts the keyboard on a node once it is drawn, unless it was put elsewhere meanwhile. */
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

/** Puts the keyboard on the first field of a part of the inspector; gives back whether there is one. */
export function focusInspector(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-inspector] ${selector}`);
  const field = element?.matches("input, select")
    ? element
    : element?.querySelector<HTMLElement>("input, select");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return field !== null && field !== undefined;
}
