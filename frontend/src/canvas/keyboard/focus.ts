/** A node of another graph is drawn some frames after that graph was entered. */
const FRAMES = 30;

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
  requestAnimationFrame(() => attempt(FRAMES));
}

/** Puts the keyboard on the first field of a part of the inspector; gives back whether there is one. */
export function focusInspector(within: string): boolean {
  const place = document.querySelector<HTMLElement>(`[data-inspector] ${within}`);
  const field = place?.matches("input, select") ? place : place?.querySelector<HTMLElement>("input, select");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return field !== null && field !== undefined;
}
