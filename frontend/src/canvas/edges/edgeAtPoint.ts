/** The id of the edge under a point of the screen, whatever covers it on the canvas; `null` if there is none. */
export function edgeAtPoint({ x, y }: { x: number; y: number }): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const edge = element.closest(".react-flow__edge");
    if (edge !== null) return edge.getAttribute("data-id");
  }
  return null;
}

let highlighted: Element | null = null;

/** Highlights one edge and no other. The DOM element is marked directly: rendering all edges would stall the drag. */
export function highlightEdge(key: string | null): void {
  const next =
    key === null ? null : document.querySelector(`.react-flow__edge[data-id="${CSS.escape(key)}"]`);
  if (next === highlighted) return;
  highlighted?.removeAttribute("data-drop-target");
  next?.setAttribute("data-drop-target", "yes");
  highlighted = next;
}
