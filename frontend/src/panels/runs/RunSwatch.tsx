import { colourName, type MarkerShape, markerOf } from "../charts/plotStyle";

const PATHS: Partial<Record<MarkerShape, string>> = {
  triangle: "M14 2 L18 9 L10 9 Z",
  diamond: "M14 1.5 L18.5 6 L14 10.5 L9.5 6 Z",
  cross: "M11 3 L17 9 M17 3 L11 9",
  plus: "M14 2 L14 10 M10 6 L18 6",
};
const HOLLOW: readonly MarkerShape[] = ["ring", "box", "cross", "plus"];

/** A run's colour and marker, as in its curves. */
export function RunSwatch({ run }: { run: number }) {
  const shape = markerOf(run);
  const colour = `var(${colourName(run, false, true)})`;
  const fill = HOLLOW.includes(shape) ? "none" : colour;
  const path = PATHS[shape];
  return (
    <svg width="28" height="12" aria-hidden style={{ stroke: colour, fill }} strokeWidth="1.6">
      <line x1="0" x2="28" y1="6" y2="6" />
      {(shape === "circle" || shape === "ring") && <circle cx="14" cy="6" r="3.4" />}
      {(shape === "square" || shape === "box") && <rect x="10.8" y="2.8" width="6.4" height="6.4" />}
      {path !== undefined && <path d={path} />}
    </svg>
  );
}
