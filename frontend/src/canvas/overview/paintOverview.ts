import type { NodeId } from "../../document/types";
import { type Ink, paintLabel, paintProblem } from "./paintBadges";
import type { Card, Scene, Sight } from "./scene";

/** What is marked beside what is drawn: by the person, or by a search. */
export interface Marked {
  selected: ReadonlySet<NodeId>;
  found: ReadonlySet<NodeId>;
  /** How dear each node is, from 0 to 1, while its cost is shown. */
  heat: ReadonlyMap<NodeId, { heat: number }> | null;
}

/** The least that can be seen of a card and of its band, in pixels of the screen. */
const LEAST = 2;
const BAND = 3;
/** From this height of a card on, in pixels of the screen, there is room for outlines. */
const OUTLINED = 5;
/** Below this zoom a card is a speck, and has nothing but its colour. */
const SPECKS = 0.1;
const SOLID: readonly number[] = [];
const DASHES: readonly number[] = [4, 2];

/** Draws a graph as it looks from far away. Thousands of elements could not move at once; one picture can. */
export function paint(
  context: CanvasRenderingContext2D,
  scene: Scene,
  marked: Marked,
  ink: Ink,
  sight: Sight,
): void {
  const { x, y, zoom, sharp } = sight;
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  context.clearRect(0, 0, sight.width, sight.height);
  context.setTransform(sharp * zoom, 0, 0, sharp * zoom, sharp * x, sharp * y);
  const seen = scene.cards.filter((card) => isSeen(card, sight));
  paintWires(context, scene, ink, sight);
  paintCards(context, seen, marked, ink, zoom);
  paintOutlines(context, seen, marked, ink, zoom);
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  for (const card of seen) {
    if (card.problem !== null) paintProblem(context, card, card.problem, ink, sight);
  }
  const taken: { x: number; y: number; width: number }[] = [];
  for (const card of seen) if (card.model !== null) paintLabel(context, card, card.model, ink, sight, taken);
}

function isSeen(card: Card, { x, y, zoom, width, height }: Sight): boolean {
  const left = card.x * zoom + x;
  const top = card.y * zoom + y;
  return left < width && top < height && left + card.width * zoom > 0 && top + card.height * zoom > 0;
}

function paintWires(context: CanvasRenderingContext2D, { wires }: Scene, ink: Ink, sight: Sight): void {
  const { x, y, zoom, width, height } = sight;
  context.strokeStyle = ink.wire;
  context.lineWidth = Math.min(1, zoom / SPECKS) / zoom;
  context.beginPath();
  const [left, right] = [-x / zoom, (width - x) / zoom];
  const [top, bottom] = [-y / zoom, (height - y) / zoom];
  for (const wire of wires) {
    if (wire.right < left || wire.left > right || wire.bottom < top || wire.top > bottom) continue;
    for (const [place, [atX = 0, atY = 0]] of wire.line.entries()) {
      if (place === 0) context.moveTo(atX, atY);
      else context.lineTo(atX, atY);
    }
  }
  context.stroke();
}

/** One colour after the other: changing it for each card would cost more than the cards. */
function paintCards(
  context: CanvasRenderingContext2D,
  cards: readonly Card[],
  { heat }: Marked,
  ink: Ink,
  zoom: number,
): void {
  const height = (card: Card) => Math.max(card.height, LEAST / zoom);
  context.fillStyle = ink.line;
  for (const card of cards) {
    // A sheet under the card, as near by.
    if (card.model !== null) context.fillRect(card.x + 16, card.y + 16, card.width, height(card));
  }
  context.fillStyle = ink.panel;
  for (const card of cards) context.fillRect(card.x, card.y, card.width, height(card));
  for (const [family, members] of grouped(cards, (card) => card.family)) {
    context.fillStyle = ink.family(family);
    for (const card of members) {
      const band = Math.min(card.width, Math.max(16, BAND / zoom));
      const whole = card.model !== null || zoom < SPECKS;
      context.fillRect(card.x, card.y, whole ? card.width : band, height(card));
    }
  }
  if (heat === null) return;
  context.fillStyle = ink.warn;
  for (const card of cards) {
    const share = heat.get(card.id)?.heat ?? 0;
    context.fillRect(card.x + card.width * (1 - share), card.y, card.width * share, height(card));
  }
}

function paintOutlines(
  context: CanvasRenderingContext2D,
  cards: readonly Card[],
  { selected, found }: Marked,
  ink: Ink,
  zoom: number,
): void {
  const frame = (
    chosen: readonly Card[],
    colour: string,
    width: number,
    off: number,
    dash: readonly number[],
  ) => {
    context.strokeStyle = colour;
    context.lineWidth = width / zoom;
    context.setLineDash(dash.map((length) => length / zoom));
    const gap = off / zoom;
    for (const card of chosen) {
      context.strokeRect(card.x - gap, card.y - gap, card.width + 2 * gap, card.height + 2 * gap);
    }
    context.setLineDash([]);
  };
  if (zoom * (cards[0]?.height ?? 0) >= OUTLINED) {
    const further = grouped(cards, (card) => card.further);
    frame(further.get(false) ?? [], ink.line, 1, 0, SOLID);
    frame(further.get(true) ?? [], ink.wire, 1, 0, DASHES);
  }
  const problems = grouped(cards, (card) => card.problem);
  frame(problems.get("warning") ?? [], ink.warn, 1.5, 0, SOLID);
  frame(problems.get("error") ?? [], ink.error, 1.5, 0, SOLID);
  const isFound = grouped(cards, (card) => found.has(card.id));
  frame(isFound.get(true) ?? [], ink.accent, 1.5, 3, DASHES);
  const isSelected = grouped(cards, (card) => selected.has(card.id));
  frame(isSelected.get(true) ?? [], ink.accent, 2, 1, SOLID);
}

function grouped<K>(cards: readonly Card[], by: (card: Card) => K): Map<K, Card[]> {
  const groups = new Map<K, Card[]>();
  for (const card of cards) {
    const group = groups.get(by(card));
    if (group === undefined) groups.set(by(card), [card]);
    else group.push(card);
  }
  return groups;
}
