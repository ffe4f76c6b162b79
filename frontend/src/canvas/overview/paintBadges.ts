import type { Colour } from "../../document/add/paletteSearch";
import type { Card, Sight } from "./scene";

/** The colours of the theme, and the letters of the page. */
export interface Ink {
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

export function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(`--${token}`);
  const families = new Map<Colour, string>();
  return {
    panel: colour("panel"),
    background: colour("background"),
    line: colour("line"),
    wire: colour("wire"),
    ink: colour("ink"),
    accent: colour("accent"),
    warn: colour("warn"),
    error: colour("error"),
    family: (family) => {
      const known = families.get(family) ?? colour(family);
      families.set(family, known);
      return known;
    },
    font: getComputedStyle(document.body).fontFamily,
  };
}

const MARK = 6;
const LABEL = 11;

/** A disc for an error, a triangle for a warning: told apart by more than colour, and as large however far away. */
export function paintProblem(
  context: CanvasRenderingContext2D,
  card: Card,
  problem: "error" | "warning",
  ink: Ink,
  { x, y, zoom }: Sight,
): void {
  const at = { x: (card.x + card.width) * zoom + x, y: card.y * zoom + y };
  context.beginPath();
  if (problem === "error") context.arc(at.x, at.y, MARK, 0, 2 * Math.PI);
  else {
    context.moveTo(at.x, at.y - MARK);
    context.lineTo(at.x + MARK, at.y + MARK * 0.8);
    context.lineTo(at.x - MARK, at.y + MARK * 0.8);
    context.closePath();
  }
  context.fillStyle = problem === "error" ? ink.error : ink.warn;
  context.strokeStyle = ink.background;
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
  context.fillStyle = ink.panel;
  context.fillRect(at.x - 0.75, at.y - 3, 1.5, 3.5);
  context.fillRect(at.x - 0.75, at.y + 1.5, 1.5, 1.5);
}

/** The name of a nested model beside its card, where no other name stands. */
export function paintLabel(
  context: CanvasRenderingContext2D,
  card: Card,
  text: string,
  ink: Ink,
  { x, y, zoom }: Sight,
  taken: { x: number; y: number; width: number }[],
): void {
  context.font = `600 ${LABEL}px ${ink.font}`;
  context.textBaseline = "middle";
  const label = {
    x: (card.x + card.width) * zoom + x + 8,
    y: (card.y + card.height / 2) * zoom + y,
    width: context.measureText(text).width,
  };
  const meets = taken.some(
    (other) =>
      Math.abs(other.y - label.y) < LABEL + 3 &&
      label.x < other.x + other.width + 6 &&
      other.x < label.x + label.width + 6,
  );
  if (meets) return;
  taken.push(label);
  context.strokeStyle = ink.background;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeText(text, label.x, label.y);
  context.fillStyle = ink.ink;
  context.fillText(text, label.x, label.y);
}
