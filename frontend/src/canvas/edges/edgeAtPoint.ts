/** The key of the wire under a point of the screen, whatever lies over it on the canvas; `null` where none is. */
export function edgeAtPoint({ x, y }: { x: number; y: number }): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const edge = element.closest(".react-flow__edge");
    if (edge !== null) return edge.getAttribute("data-id");
  }
  return null;
}

let highlighted: Element | null = null;

/** Lights one wire, and no other. It is marked as it stands: drawing all wires anew would stall the drag. */
export function highlightEdge(key: string | null): void {
  const next =
    key === null ? null : document.querySelector(`.react-flow__edge[data-id="${CSS.escape(key)}"]`);
  if (next === highlighted) return;
  highlighted?.removeAttribute("data-drop-target");
  next?.setAttribute("data-drop-target", "yes");
  highlighted = next;
}
