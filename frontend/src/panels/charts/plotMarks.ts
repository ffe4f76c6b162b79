import type uPlot from "uplot";
import type { BatchCurve, ChartSeries } from "../../run/chartSeries";
import { metricText } from "../run/numberText";
import { spreadLabels } from "./endLabels";
import { type ChartData, labelOf, type PlottedLine, xOf } from "./plotLines";
import { colourName, drawMarker, FONT, markerOf, type PlotStyle } from "./plotStyle";

const LABEL_GAP = 14;
const LABEL_OFFSET = 8;
/** The distance between two markers of one run, in CSS pixels. */
const MARKER_SPACING = 72;

/** The colour of a curve. */
export function colourOf(style: PlotStyle, { chart, runs }: ChartData, run: number, name: string): string {
  const validation = chart.lines.some((line) => line.name === name && line.validation);
  return style.colour(colourName(run, validation, runs !== null));
}

/** Writes the newest value of each curve at its end, without overlap. */
export function drawEndLabels(
  plot: uPlot,
  data: ChartData,
  lines: readonly PlottedLine[],
  style: PlotStyle,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const labels = lines.flatMap(({ line, values, faint }) => {
    const index = faint ? -1 : values.findLastIndex((value) => value !== null);
    const at = values[index];
    const value = line.values[index];
    if (at === null || at === undefined || value === null || value === undefined) return [];
    const colour = colourOf(style, data, line.run, line.name);
    return [
      {
        text: `${labelOf(line, data.runs)} ${metricText(value)}`,
        colour,
        x: xOf(data, index + 1),
        y: at,
      },
    ];
  });
  if (labels.length === 0) labels.push(...currentEpochLabels(data, style));
  const heights = spreadLabels(
    labels.map(({ y }) => plot.valToPos(y, "y", true)),
    LABEL_GAP * scale,
    bbox.top + 4 * scale,
    bbox.top + bbox.height - 6 * scale,
  );
  ctx.save();
  ctx.font = `${FONT * scale}px ${style.family}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  // An outline in the background colour keeps the grid from crossing the letters.
  ctx.strokeStyle = style.colour("--panel");
  ctx.lineWidth = 4 * scale;
  ctx.lineJoin = "round";
  for (const [index, { text, colour, x }] of labels.entries()) {
    const left = plot.valToPos(x, "x", true) + LABEL_OFFSET * scale;
    ctx.fillStyle = colour;
    ctx.strokeText(text, left, heights[index] ?? 0);
    ctx.fillText(text, left, heights[index] ?? 0);
  }
  ctx.restore();
}

/** Before the first epoch has ended, the newest values are those of its batches. */
function currentEpochLabels(
  data: ChartData,
  style: PlotStyle,
): { text: string; colour: string; x: number; y: number }[] {
  return data.chart.batchCurves.flatMap(({ name, run, at, values }) => {
    const line = data.chart.lines.find((each) => each.name === name && each.run === run);
    const value = values.at(-1);
    const x = at.at(-1);
    if (line === undefined || value === null || value === undefined || x === undefined) return [];
    const text = `${labelOf(line, data.runs)} ${metricText(value)}`;
    return [{ text, colour: colourOf(style, data, run, name), x, y: value }];
  });
}

/** Draws the batches of the current epoch as thin lines below the curves, at fractions of an epoch. */
export function drawCurrentEpoch(plot: uPlot, data: ChartData, style: PlotStyle): void {
  const { ctx } = plot;
  ctx.save();
  clip(plot);
  ctx.lineWidth = 1.2 * devicePixelRatio;
  ctx.lineJoin = "round";
  ctx.globalAlpha = 0.55;
  for (const curve of data.chart.batchCurves) {
    ctx.strokeStyle = colourOf(style, data, curve.run, curve.name);
    ctx.beginPath();
    drawCurrentEpochLine(plot, curve, data);
    ctx.stroke();
  }
  ctx.restore();
}

function drawCurrentEpochLine(
  plot: uPlot,
  { at, values, name, run }: BatchCurve,
  { chart, log }: ChartData,
): void {
  const { ctx } = plot;
  // Starts at the value of the epoch before.
  const line = chart.lines.find((each) => each.name === name && each.run === run);
  const start = Math.floor(at[0] ?? 0);
  const before = line?.values[start - 1] ?? null;
  const points: [number, number | null][] = [
    [start, before],
    ...at.map((x, index): [number, number | null] => [x, values[index] ?? null]),
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

/** Draws the markers of each run along its curves, if several runs are overlaid. */
export function drawRunMarkers(
  plot: uPlot,
  data: ChartData,
  lines: readonly PlottedLine[],
  style: PlotStyle,
): void {
  if (data.runs === null) return;
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const [low, high] = [plot.scales.x?.min ?? 0, plot.scales.x?.max ?? 1];
  const step = Math.max(1, Math.round(((high - low) * MARKER_SPACING * scale) / bbox.width));
  ctx.save();
  ctx.lineWidth = 1.5 * scale;
  for (const { line, values, faint } of lines) {
    if (faint) continue;
    ctx.fillStyle = ctx.strokeStyle = colourOf(style, data, line.run, line.name);
    // The offset differs for each run, so that markers of overlapping curves are side by side.
    for (let index = (line.run * Math.ceil(step / 3)) % step; index < values.length; index += step) {
      const value = values[index];
      if (value === null || value === undefined) continue;
      const x = plot.valToPos(index + 1, "x", true);
      drawMarker(ctx, markerOf(line.run), x, plot.valToPos(value, "y", true), 3.4 * scale);
    }
  }
  ctx.restore();
}

/** Marks the best epoch of each run: a ring at its value, and, for a single run, a line through all charts. */
export function drawBestEpochs(
  plot: uPlot,
  data: ChartData,
  lines: readonly PlottedLine[],
  style: PlotStyle,
  word: string,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${FONT * scale}px ${style.family}`;
  ctx.strokeStyle = ctx.fillStyle = style.colour("--ok");
  for (const { run, name, epoch } of data.bests) {
    const x = plot.valToPos(epoch, "x", true);
    if (data.runs === null) {
      ctx.lineWidth = scale;
      ctx.globalAlpha = 0.5;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.globalAlpha = 1;
    }
    const line = lines.find(({ line, faint }) => !faint && line.run === run && line.name === name);
    const value = line?.values[epoch - 1];
    if (value === null || value === undefined) continue;
    ctx.lineWidth = 2 * scale;
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(value, "y", true), 5.5 * scale, 0, 2 * Math.PI);
    ctx.stroke();
    if (data.runs !== null) continue;
    const left = x > bbox.left + bbox.width * 0.75;
    ctx.textAlign = left ? "right" : "left";
    ctx.textBaseline = "top";
    ctx.fillText(word, x + (left ? -5 : 5) * scale, bbox.top - 2 * scale);
  }
  ctx.restore();
}

/** Marks the epochs whose values were NaN or infinite, with a label. */
export function drawNonFinite(
  plot: uPlot,
  { nonFinite }: ChartSeries,
  style: PlotStyle,
  say: (name: string, was: string) => string,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${FONT * scale}px ${style.family}`;
  ctx.fillStyle = ctx.strokeStyle = style.colour("--error");
  ctx.lineWidth = scale;
  ctx.setLineDash([2 * scale, 3 * scale]);
  ctx.textBaseline = "top";
  for (const [index, { epoch, name, was }] of nonFinite.entries()) {
    const x = plot.valToPos(epoch, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const left = x > bbox.left + bbox.width / 2;
    ctx.textAlign = left ? "right" : "left";
    ctx.fillText(
      say(name, was),
      x + (left ? -LABEL_OFFSET : LABEL_OFFSET) * scale,
      bbox.top + index * LABEL_GAP * scale,
    );
  }
  ctx.restore();
}

function clip({ ctx, bbox }: uPlot): void {
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}
