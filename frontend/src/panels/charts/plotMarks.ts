import type uPlot from "uplot";
import type { BatchCurve, ChartSeries } from "../../run/chartSeries";
import { shortNumber } from "../run/numberText";
import { spread } from "./endLabels";
import { type Drawn, labelOf, placeOf, type Shown } from "./plotLines";
import { colourName, drawShape, FONT, type Look, shapeOf } from "./plotStyle";

const LABEL_GAP = 14;
const BESIDE = 8;
/** Between two marks of one run, in CSS pixels. */
const MARK_EVERY = 72;

/** The colour of a curve. */
export function colourOf(look: Look, { chart, runs }: Shown, run: number, name: string): string {
  const validation = chart.lines.some((line) => line.name === name && line.validation);
  return look.colour(colourName(run, validation, runs !== null));
}

/** Writes the newest number of each curve at its end, none over another. */
export function drawEndLabels(plot: uPlot, shown: Shown, drawn: readonly Drawn[], look: Look): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const ends = drawn.flatMap(({ line, values, faint }) => {
    const place = faint ? -1 : values.findLastIndex((value) => value !== null);
    const at = values[place];
    const value = line.values[place];
    if (at === null || at === undefined || value === null || value === undefined) return [];
    const colour = colourOf(look, shown, line.run, line.name);
    return [
      {
        text: `${labelOf(line, shown.runs)} ${shortNumber(value)}`,
        colour,
        x: placeOf(shown, place + 1),
        y: at,
      },
    ];
  });
  if (ends.length === 0) ends.push(...tips(shown, look));
  const heights = spread(
    ends.map(({ y }) => plot.valToPos(y, "y", true)),
    LABEL_GAP * scale,
    bbox.top + 4 * scale,
    bbox.top + bbox.height - 6 * scale,
  );
  ctx.save();
  ctx.font = `${FONT * scale}px ${look.family}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  // A seam of the background keeps the grid from crossing the letters.
  ctx.strokeStyle = look.colour("--panel");
  ctx.lineWidth = 4 * scale;
  ctx.lineJoin = "round";
  for (const [place, { text, colour, x }] of ends.entries()) {
    const left = plot.valToPos(x, "x", true) + BESIDE * scale;
    ctx.fillStyle = colour;
    ctx.strokeText(text, left, heights[place] ?? 0);
    ctx.fillText(text, left, heights[place] ?? 0);
  }
  ctx.restore();
}

/** Before the first epoch has ended, the way through it says the newest numbers. */
function tips(shown: Shown, look: Look): { text: string; colour: string; x: number; y: number }[] {
  return shown.chart.batchCurves.flatMap(({ name, run, at, values }) => {
    const line = shown.chart.lines.find((each) => each.name === name && each.run === run);
    const value = values.at(-1);
    const x = at.at(-1);
    if (line === undefined || value === null || value === undefined || x === undefined) return [];
    const text = `${labelOf(line, shown.runs)} ${shortNumber(value)}`;
    return [{ text, colour: colourOf(look, shown, run, name), x, y: value }];
  });
}

/** Draws the batches of the epoch under way: fine, below the curves, at parts of an epoch. */
export function drawTrails(plot: uPlot, shown: Shown, look: Look): void {
  const { ctx } = plot;
  ctx.save();
  clip(plot);
  ctx.lineWidth = 1.2 * devicePixelRatio;
  ctx.lineJoin = "round";
  ctx.globalAlpha = 0.55;
  for (const trail of shown.chart.batchCurves) {
    ctx.strokeStyle = colourOf(look, shown, trail.run, trail.name);
    ctx.beginPath();
    drawTrail(plot, trail, shown);
    ctx.stroke();
  }
  ctx.restore();
}

function drawTrail(plot: uPlot, { at, values, name, run }: BatchCurve, { chart, log }: Shown): void {
  const { ctx } = plot;
  // It begins where the epoch before ended.
  const line = chart.lines.find((each) => each.name === name && each.run === run);
  const begun = Math.floor(at[0] ?? 0);
  const before = line?.values[begun - 1] ?? null;
  const points: [number, number | null][] = [
    [begun, before],
    ...at.map((x, place): [number, number | null] => [x, values[place] ?? null]),
  ];
  let pen = false;
  for (const [x, y] of points) {
    if (y === null || (log && y <= 0)) {
      pen = false;
      continue;
    }
    const left = plot.valToPos(x, "x", true);
    const top = plot.valToPos(y, "y", true);
    if (pen) ctx.lineTo(left, top);
    else ctx.moveTo(left, top);
    pen = true;
  }
}

/** Marks each run's curves with its own sign, where several are laid over each other. */
export function drawRunMarks(plot: uPlot, shown: Shown, drawn: readonly Drawn[], look: Look): void {
  if (shown.runs === null) return;
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const [low, high] = [plot.scales.x?.min ?? 0, plot.scales.x?.max ?? 1];
  const step = Math.max(1, Math.round(((high - low) * MARK_EVERY * scale) / bbox.width));
  ctx.save();
  ctx.lineWidth = 1.5 * scale;
  for (const { line, values, faint } of drawn) {
    if (faint) continue;
    ctx.fillStyle = ctx.strokeStyle = colourOf(look, shown, line.run, line.name);
    // Each run begins elsewhere, so that marks of curves that run together stand side by side.
    for (let place = (line.run * Math.ceil(step / 3)) % step; place < values.length; place += step) {
      const value = values[place];
      if (value === null || value === undefined) continue;
      const x = plot.valToPos(place + 1, "x", true);
      drawShape(ctx, shapeOf(line.run), x, plot.valToPos(value, "y", true), 3.4 * scale);
    }
  }
  ctx.restore();
}

/** Marks each run's best epoch: a ring at the number that says so, and, of a run alone, a line through all charts. */
export function drawBests(
  plot: uPlot,
  shown: Shown,
  drawn: readonly Drawn[],
  look: Look,
  word: string,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${FONT * scale}px ${look.family}`;
  ctx.strokeStyle = ctx.fillStyle = look.colour("--ok");
  for (const { run, name, epoch } of shown.bests) {
    const x = plot.valToPos(epoch, "x", true);
    if (shown.runs === null) {
      ctx.lineWidth = scale;
      ctx.globalAlpha = 0.5;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.globalAlpha = 1;
    }
    const own = drawn.find(({ line, faint }) => !faint && line.run === run && line.name === name);
    const value = own?.values[epoch - 1];
    if (value === null || value === undefined) continue;
    ctx.lineWidth = 2 * scale;
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(value, "y", true), 5.5 * scale, 0, 2 * Math.PI);
    ctx.stroke();
    if (shown.runs !== null) continue;
    const left = x > bbox.left + bbox.width * 0.75;
    ctx.textAlign = left ? "right" : "left";
    ctx.textBaseline = "top";
    ctx.fillText(word, x + (left ? -5 : 5) * scale, bbox.top - 2 * scale);
  }
  ctx.restore();
}

/** Marks the epochs whose numbers were lost, and says what they were. */
export function drawBreaks(
  plot: uPlot,
  { nonFinite }: ChartSeries,
  look: Look,
  say: (name: string, was: string) => string,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${FONT * scale}px ${look.family}`;
  ctx.fillStyle = ctx.strokeStyle = look.colour("--error");
  ctx.lineWidth = scale;
  ctx.setLineDash([2 * scale, 3 * scale]);
  ctx.textBaseline = "top";
  for (const [place, { epoch, name, was }] of nonFinite.entries()) {
    const x = plot.valToPos(epoch, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const left = x > bbox.left + bbox.width / 2;
    ctx.textAlign = left ? "right" : "left";
    ctx.fillText(say(name, was), x + (left ? -BESIDE : BESIDE) * scale, bbox.top + place * LABEL_GAP * scale);
  }
  ctx.restore();
}

function clip({ ctx, bbox }: uPlot): void {
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}
