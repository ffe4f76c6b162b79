import type { Colour } from "../../document/add/paletteSearch";
import type { SceneNode, SceneViewport } from "./scene";

/** The colours of the theme and the font of the page. */
export interface OverviewColors {
  panel: string;
  background: string;
  line: string;
  wire: string;
  ink: string;
  accent: string;
  warn: string;
  error: string;
  family: (family: Colour) => string;
  font: string;
}

export function readColors(): OverviewColors {
  const style = getComputedStyle(document.documentElement);
  const token = (token: string) => style.getPropertyValue(`--${token}`);
  const families = new Map<Colour, string>();
  return {
    panel: token("panel"),
    background: token("background"),
    line: token("line"),
    wire: token("wire"),
    ink: token("ink"),
    accent: token("accent"),
    warn: token("warn"),
    error: token("error"),
    family: (family) => {
      const known = families.get(family) ?? token(family);
      families.set(family, known);
      return known;
    },
    font: getComputedStyle(document.body).fontFamily,
  };
}

const BADGE_RADIUS = 6;
const LABEL_FONT_PX = 11;

/** Draws a disc for an error, a triangle for a warning: distinct without colour, and of one size at any zoom. */
export function paintProblemBadge(
  context: CanvasRenderingContext2D,
  node: SceneNode,
  problem: "error" | "warning",
  colors: OverviewColors,
  { x, y, zoom }: SceneViewport,
): void {
  const at = { x: (node.x + node.width) * zoom + x, y: node.y * zoom + y };
  context.beginPath();
  if (problem === "error") context.arc(at.x, at.y, BADGE_RADIUS, 0, 2 * Math.PI);
  else {
    context.moveTo(at.x, at.y - BADGE_RADIUS);
    context.lineTo(at.x + BADGE_RADIUS, at.y + BADGE_RADIUS * 0.8);
    context.lineTo(at.x - BADGE_RADIUS, at.y + BADGE_RADIUS * 0.8);
    context.closePath();
  }
  context.fillStyle = problem === "error" ? colors.error : colors.warn;
  context.strokeStyle = colors.background;
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
  context.fillStyle = colors.panel;
  context.fillRect(at.x - 0.75, at.y - 3, 1.5, 3.5);
  context.fillRect(at.x - 0.75, at.y + 1.5, 1.5, 1.5);
}

/** Draws the name of a nested model beside its node, unless it would overlap another. */
export function paintLabel(
  context: CanvasRenderingContext2D,
  node: SceneNode,
  text: string,
  colors: OverviewColors,
  { x, y, zoom }: SceneViewport,
  placed: { x: number; y: number; width: number }[],
): void {
  context.font = `600 ${LABEL_FONT_PX}px ${colors.font}`;
  context.textBaseline = "middle";
  const label = {
    x: (node.x + node.width) * zoom + x + 8,
    y: (node.y + node.height / 2) * zoom + y,
    width: context.measureText(text).width,
  };
  const overlaps = placed.some(
    (other) =>
      Math.abs(other.y - label.y) < LABEL_FONT_PX + 3 &&
      label.x < other.x + other.width + 6 &&
      other.x < label.x + label.width + 6,
  );
  if (overlaps) return;
  placed.push(label);
  context.strokeStyle = colors.background;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeText(text, label.x, label.y);
  context.fillStyle = colors.ink;
  context.fillText(text, label.x, label.y);
}
