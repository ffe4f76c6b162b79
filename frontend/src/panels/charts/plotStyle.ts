/** The style of curves: colour, dash, and, if runs are overlaid, markers. */

/** In CSS pixels. */
export const FONT = 11;
export const DASH = [5, 4];

/** The colour and marker of each run: all eight are distinct. */
const RUN_STYLES = [
  ["--accent", "circle"],
  ["--merge", "square"],
  ["--convolution", "triangle"],
  ["--recurrent", "diamond"],
  ["--attention", "cross"],
  ["--regularize", "plus"],
  ["--output", "ring"],
  ["--input", "box"],
] as const;

export type MarkerShape = (typeof RUN_STYLES)[number][1];

/** How many runs can be overlaid. */
export const MAX_RUNS = RUN_STYLES.length;

/** The CSS custom property with a curve's colour. For a single run, validation has a colour of its own. */
export function colourName(run: number, validation: boolean, several: boolean): string {
  if (!several && validation) return "--merge";
  return (RUN_STYLES[run % RUN_STYLES.length] ?? RUN_STYLES[0])[0];
}

export function markerOf(run: number): MarkerShape {
  return (RUN_STYLES[run % RUN_STYLES.length] ?? RUN_STYLES[0])[1];
}

/** The colours and the font of a plot, from the theme. */
export interface PlotStyle {
  /** The value of a CSS custom property. */
  colour: (name: string) => string;
  family: string;
}

/** Reads the current theme; call again when it changes. */
export function readPlotStyle(host: HTMLElement): PlotStyle {
  const style = getComputedStyle(host);
  const known = new Map<string, string>();
  const colour = (name: string) => {
    const value = known.get(name) ?? style.getPropertyValue(name).trim();
    known.set(name, value);
    return value;
  };
  return { colour, family: style.fontFamily };
}

/** Draws a run's marker at a point, in pixels of the canvas. */
export function drawMarker(
  ctx: CanvasRenderingContext2D,
  shape: MarkerShape,
  x: number,
  y: number,
  r: number,
): void {
  ctx.beginPath();
  if (shape === "circle" || shape === "ring") ctx.arc(x, y, r, 0, 2 * Math.PI);
  else if (shape === "square" || shape === "box") ctx.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else
    for (const [index, [dx, dy]] of PATHS[shape].entries()) {
      // A cross and a plus are two strokes each.
      const startsStroke = index === 0 || ((shape === "cross" || shape === "plus") && index === 2);
      if (startsStroke) ctx.moveTo(x + dx * r, y + dy * r);
      else ctx.lineTo(x + dx * r, y + dy * r);
    }
  if (shape === "ring" || shape === "box" || shape === "cross" || shape === "plus") ctx.stroke();
  else ctx.fill();
}

type MarkerPath = readonly (readonly [number, number])[];
const PATHS: Record<"triangle" | "diamond" | "cross" | "plus", MarkerPath> = {
  triangle: [
    [0, -1.2],
    [1.1, 0.8],
    [-1.1, 0.8],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  cross: [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ],
  plus: [
    [-1.2, 0],
    [1.2, 0],
    [0, -1.2],
    [0, 1.2],
  ],
};
