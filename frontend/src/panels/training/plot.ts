import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ChartSeries } from "../../run/series";
import { spread } from "./endLabels";
import { shortNumber } from "./numbers";

/** What a drawn chart can be told. */
export interface Plot {
  show: (series: ChartSeries, epochs: number) => void;
  resize: (width: number, height: number) => void;
  /** Takes over the colours of the theme. */
  recolour: () => void;
  destroy: () => void;
}

interface Words {
  /** The first tick of the axis. */
  epoch: (number: number) => string;
  notFinite: (name: string, was: string) => string;
}

const FONT = 11;
const LABEL_GAP = 14;
const WIDEST_NUMBER = " 0.0000";

/** Draws curves on a canvas in `host`: each curve's value stands at its end, numbers that were lost are marked. */
export function drawPlot(
  host: HTMLElement,
  first: ChartSeries,
  epochs: number,
  words: Words,
  onCursor: (place: number | null) => void,
): Plot {
  let series = first;
  let range = xRange(first, epochs);
  let colours = readColours(host);
  const font = () => `${FONT}px ${getComputedStyle(host).fontFamily}`;

  const options: uPlot.Options = {
    width: Math.max(host.clientWidth, 1),
    height: Math.max(host.clientHeight, 1),
    padding: [10, labelWidth(first), 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: false, range: () => range }, y: { range: yRange } },
    axes: [
      {
        size: 22,
        font: font(),
        stroke: () => colours.mute,
        grid: { show: false },
        ticks: { show: false },
        border: { show: false },
        gap: 4,
        space: 44,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000],
        splits: (_plot, _axis, _low, high, step) => epochTicks(high, step),
        values: (_, ticks) =>
          ticks.map((tick) => (tick === 1 ? words.epoch(1) : tick < 1 ? "" : String(tick))),
      },
      {
        size: 46,
        font: font(),
        stroke: () => colours.mute,
        grid: { stroke: () => colours.line, width: 1 },
        ticks: { show: false },
        border: { show: false },
        gap: 8,
        space: 34,
        values: (_, ticks) => ticks.map((tick) => axisNumber(tick, ticks)),
      },
    ],
    series: [
      {},
      ...first.lines.map(
        (line): uPlot.Series => ({
          label: line.name,
          stroke: () => (line.validation ? colours.validation : colours.training),
          width: 1.8,
          ...(line.validation ? { dash: [5, 4] } : {}),
          points: {
            show: true,
            size: 6,
            stroke: () => (line.validation ? colours.validation : colours.training),
            fill: () => (line.validation ? colours.panel : colours.training),
            filter: (plot, place) => lonely(plot.data[place] ?? []),
          },
        }),
      ),
    ],
    hooks: {
      setCursor: [
        (plot) =>
          onCursor(plot.cursor.left === undefined || plot.cursor.left < 0 ? null : (plot.cursor.idx ?? null)),
      ],
      draw: [(plot) => drawBreaks(plot), (plot) => drawEndLabels(plot)],
    },
  };

  const plot = new uPlot(options, dataOf(first), host);

  function drawEndLabels({ ctx, bbox, valToPos }: uPlot): void {
    const ends = series.lines.flatMap((line) => {
      const place = line.values.findLastIndex((value) => value !== null);
      const value = line.values[place];
      const at = series.at[place];
      if (value === null || value === undefined || at === undefined) return [];
      return [
        {
          line,
          text: `${line.name} ${shortNumber(value)}`,
          x: valToPos(at, "x", true),
          y: valToPos(value, "y", true),
        },
      ];
    });
    const scale = devicePixelRatio;
    const heights = spread(
      ends.map((end) => end.y),
      LABEL_GAP * scale,
      bbox.top,
      bbox.top + bbox.height,
    );
    ctx.save();
    ctx.font = `${FONT * scale}px ${getComputedStyle(host).fontFamily}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const [place, { line, text, x }] of ends.entries()) {
      ctx.fillStyle = line.validation ? colours.validation : colours.training;
      // A seam of the background keeps the grid from crossing the letters.
      ctx.strokeStyle = colours.panel;
      ctx.lineWidth = 4 * scale;
      ctx.lineJoin = "round";
      ctx.strokeText(text, x + 8 * scale, heights[place] ?? 0);
      ctx.fillText(text, x + 8 * scale, heights[place] ?? 0);
    }
    ctx.restore();
  }

  function drawBreaks({ ctx, bbox, valToPos }: uPlot): void {
    const scale = devicePixelRatio;
    ctx.save();
    ctx.font = `${FONT * scale}px ${getComputedStyle(host).fontFamily}`;
    ctx.fillStyle = colours.error;
    ctx.strokeStyle = colours.error;
    ctx.lineWidth = scale;
    ctx.setLineDash([2 * scale, 3 * scale]);
    ctx.textBaseline = "top";
    for (const [place, { epoch, name, was }] of series.breaks.entries()) {
      const x = valToPos(epoch, "x", true);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.textAlign = x > bbox.left + bbox.width / 2 ? "right" : "left";
      const beside = ctx.textAlign === "right" ? -6 : 6;
      ctx.fillText(words.notFinite(name, was), x + beside * scale, bbox.top + place * LABEL_GAP * scale);
    }
    ctx.restore();
  }

  function labelWidth(of: ChartSeries): number {
    const context = document.createElement("canvas").getContext("2d");
    if (context === null) return 90;
    context.font = `${FONT}px ${getComputedStyle(host).fontFamily}`;
    const widths = of.lines.map((line) => context.measureText(line.name + WIDEST_NUMBER).width);
    return Math.ceil(Math.max(...widths, 40)) + 14;
  }

  return {
    show: (next, total) => {
      series = next;
      range = xRange(next, total);
      plot.setData(dataOf(next));
    },
    resize: (width, height) => plot.setSize({ width: Math.max(width, 1), height: Math.max(height, 1) }),
    recolour: () => {
      colours = readColours(host);
      plot.redraw(false, true);
    },
    destroy: () => plot.destroy(),
  };
}

function dataOf(series: ChartSeries): uPlot.AlignedData {
  return [[...series.at], ...series.lines.map((line) => [...line.values])];
}

/** From the first epoch to the last one planned, so that the curve grows into the room that is left. */
function xRange(series: ChartSeries, epochs: number): [number, number] {
  const least = epochs <= 1 || (series.at[0] ?? 1) < 1 ? 0 : 1;
  return [least, Math.max(epochs, series.at.at(-1) ?? 1, least + 1)];
}

function yRange(_plot: uPlot, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 0.5;
  return [low >= 0 ? Math.max(low - room, 0) : low - room, high + room];
}

/** The first epoch, and round numbers that leave it room. */
function epochTicks(high: number, step: number): number[] {
  const ticks = [1];
  for (let tick = step; tick <= high; tick += step) if (tick - 1 >= step * 0.8) ticks.push(tick);
  return ticks;
}

/** Points with no neighbour to draw a line to. */
function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let place = 0; place < values.length; place += 1) {
    const bare = (at: number) => values[at] === null || values[at] === undefined;
    if (!bare(place) && bare(place - 1) && bare(place + 1)) found.push(place);
  }
  return found;
}

/** As many digits as tell the ticks apart. */
function axisNumber(tick: number, ticks: readonly number[]): string {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  if (Math.abs(tick) >= 1e5 || (step > 0 && step < 1e-4)) return tick.toExponential(0);
  return tick.toFixed(Math.max(0, Math.min(4, Math.ceil(-Math.log10(step || 1)))));
}

function readColours(host: HTMLElement) {
  const style = getComputedStyle(host);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    training: read("--accent"),
    validation: read("--merge"),
    line: read("--line"),
    mute: read("--mute"),
    error: read("--error"),
    panel: read("--panel"),
  };
}
