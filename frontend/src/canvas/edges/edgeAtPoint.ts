/** The key of the wire under a point of the screen, whatever lies over it on the canvas; `null` where none is. */
export function wireAt({ x, y }: { x: number; y: number }): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const wire = element.closest(".react-flow__edge");
    if (wire !== null) return wire.getAttribute("data-id");
  }
  return null;
}

let lit: Element | null = null;

/** Lights one wire, and no other. It is marked as it stands: drawing all wires anew would stall the drag. */
export function lightWire(key: string | null): void {
  const next =
    key === null ? null : document.querySelector(`.react-flow__edge[data-id="${CSS.escape(key)}"]`);
  if (next === lit) return;
  lit?.removeAttribute("data-lit");
  next?.setAttribute("data-lit", "yes");
  lit = next;
}
