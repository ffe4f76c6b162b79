import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type ChartData, labelOf, PlotData, type PlottedLine, plottedLines, xOf } from "./plotLines";
import {
  colourOf,
  drawBestEpochs,
  drawCurrentEpoch,
  drawEndLabels,
  drawNonFinite,
  drawRunMarkers,
} from "./plotMarks";
import { axisNumber, epochTicks, logNumber, logTicks, lonePoints, xRange, yRange } from "./plotScales";
import { DASH, FONT, readPlotStyle } from "./plotStyle";

/** The handle of a drawn chart. */
export interface Plot {
  /** Shows new values of the same curves; `plotKey` says which are the same. */
  show: (shown: ChartData) => void;
  resize: (width: number, height: number) => void;
  /** Reads the colours of the theme again. */
  recolour: () => void;
  /** Moves the cursor line to a point, counted from 1. Returns its distance from the left of `host` in pixels. */
  point: (point: number | null) => number | null;
  canvas: HTMLCanvasElement;
  destroy: () => void;
}

export interface PlotTexts {
  /** The label of the first tick. */
  epoch: (number: number) => string;
  batch: (number: number) => string;
  best: string;
  notFinite: (name: string, was: string) => string;
}

const Y_AXIS = 46;
const WIDEST_NUMBER = " 0.0000";
/** In curves of more points, a lone point could not be seen. */
const MAX_LONE_POINTS = 2000;
const FAINT = 0.28;

/**
 * Draws curves on a canvas in `host`, with the last value at the end of each, and NaN and infinities marked. Returns
 * `null` if the browser cannot draw on a canvas; the table has the same numbers.
 */
export function drawPlot(
  host: HTMLElement,
  first: ChartData,
  texts: PlotTexts,
  onCursor: (point: number | null) => void,
): Plot | null {
  const measured = labelWidth(host, first);
  if (measured === null) return null;
  const widest = measured;
  const data = new PlotData();
  let current = first;
  let lines: readonly PlottedLine[] = plottedLines(first);
  let range = xRange(first.chart, first.end);
  let look = readPlotStyle(host);
  let pointed: number | null = null;

  const firstTick = first.at === null ? texts.epoch : texts.batch;

  const plot = new uPlot(options(), data.of(first, lines), host);

  function options(): uPlot.Options {
    const font = `${FONT}px ${look.family}`;
    return {
      width: Math.max(host.clientWidth, 1),
      height: Math.max(host.clientHeight, 1),
      padding: [10, (self) => labelRoom(self.width - Y_AXIS), 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: {
          size: (_, point) => (lines[point - 1]?.faint ? 0 : 7),
          width: 0,
          fill: (_, point) => strokeOf(point),
        },
      },
      scales: {
        x: { time: false, range: () => range },
        y: {
          distr: first.log ? 3 : 1,
          range: (_, low, high) => yRange(...withTrail(low, high), current.log),
        },
      },
      axes: [xAxis(font), yAxis(font)],
      series: [{}, ...lines.map((each, point) => seriesOf(each, point + 1))],
      hooks: {
        setCursor: [(self) => onCursor(cursorPlace(self))],
        drawAxes: [(self) => drawCurrentEpoch(self, current, look)],
        draw: [
          (self) => drawBestEpochs(self, current, lines, look, texts.best),
          (self) => drawRunMarkers(self, current, lines, look),
          (self) => drawNonFinite(self, current.chart, look, texts.notFinite),
          (self) => drawEndLabels(self, current, lines, look),
        ],
      },
    };
  }

  function xAxis(font: string): uPlot.Axis {
    return {
      size: 25,
      font,
      stroke: () => look.colour("--mute"),
      grid: { show: false },
      ticks: { show: false },
      border: { show: false },
      gap: 7,
      space: 44,
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000],
      splits: (_plot, _axis, _low, high, step) => epochTicks(high, step),
      values: (_, ticks) => ticks.map((tick) => (tick === 1 ? firstTick(1) : tick < 1 ? "" : String(tick))),
    };
  }

  function yAxis(font: string): uPlot.Axis {
    return {
      size: Y_AXIS,
      font,
      stroke: () => look.colour("--mute"),
      grid: { stroke: () => look.colour("--line"), width: 1 },
      ticks: { show: false },
      border: { show: false },
      gap: 8,
      space: 26,
      ...(first.log
        ? { splits: (_plot, _axis, low, high) => logTicks(low, high), filter: (_, ticks) => ticks }
        : {}),
      values: (_, ticks) => ticks.map((tick) => (first.log ? logNumber(tick) : axisNumber(tick, ticks))),
    };
  }

  function seriesOf({ line, faint }: PlottedLine, point: number): uPlot.Series {
    const stroke = () => strokeOf(point);
    return {
      label: labelOf(line, first.runs),
      stroke,
      width: faint ? 1.2 : 1.8,
      alpha: faint ? FAINT : 1,
      ...(line.validation ? { dash: DASH } : {}),
      points: {
        show: !faint,
        size: 6,
        stroke,
        fill: () => (line.validation ? look.colour("--panel") : strokeOf(point)),
        filter: (self, at) => (self.data[0].length > MAX_LONE_POINTS ? [] : lonePoints(self.data[at] ?? [])),
      },
    };
  }

  function strokeOf(point: number): string {
    const line = lines[point - 1]?.line;
    return line === undefined ? "" : colourOf(look, current, line.run, line.name);
  }

  /** Extends the range by the current epoch: during the first epoch by all its batches, later by the last one. */
  function withTrail(low: number | null, high: number | null): [number | null, number | null] {
    const { batchCurves, length } = current.chart;
    const seen = batchCurves
      .flatMap(({ values }) => (length < 2 ? values : values.slice(-1)))
      .concat(low, high)
      .filter((value) => value !== null && (!current.log || value > 0)) as number[];
    return seen.length === 0 ? [null, null] : [Math.min(...seen), Math.max(...seen)];
  }

  /** The space that labels need right of the curves: none, while the curves end far from the edge. */
  function labelRoom(width: number): number {
    const [low, high] = range;
    const tips = current.chart.batchCurves.map(({ at }) => at.at(-1) ?? low);
    const { length } = current.chart;
    const end = length > 0 ? xOf(current, length) : Math.max(low, ...tips);
    const share = (end - low) / (high - low);
    const free = share > 0 ? width - (width - widest) / share : 0;
    // The last tick is centred on the end of the axis.
    const halfTick = (String(high).length * FONT) / 3;
    return Math.round(Math.max(Math.min(Math.max(free, 12), widest), halfTick));
  }

  function point(point: number | null): number | null {
    pointed = point;
    const left = point === null ? -10 : plot.valToPos(xOf(current, point), "x");
    plot.setCursor({ left, top: 10 }, false);
    return point === null ? null : left + plot.bbox.left / devicePixelRatio;
  }

  return {
    show: (next) => {
      current = next;
      lines = plottedLines(next);
      range = xRange(next.chart, next.end);
      plot.setData(data.of(next, lines));
      plot.redraw(true, true);
      if (pointed !== null) point(pointed);
    },
    resize: (width, height) => plot.setSize({ width: Math.max(width, 1), height: Math.max(height, 1) }),
    recolour: () => {
      look = readPlotStyle(host);
      plot.redraw(false, true);
    },
    point,
    canvas: plot.ctx.canvas,
    destroy: () => plot.destroy(),
  };
}

function cursorPlace({ cursor }: uPlot): number | null {
  if (cursor.left === undefined || cursor.left < 0) return null;
  return cursor.idx === null || cursor.idx === undefined ? null : cursor.idx + 1;
}

/** The width of the widest label; `null` if the browser cannot draw on a canvas. */
function labelWidth(host: HTMLElement, { chart, runs }: ChartData): number | null {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return null;
  context.font = `${FONT}px ${getComputedStyle(host).fontFamily}`;
  const widths = chart.lines.map((line) => context.measureText(labelOf(line, runs) + WIDEST_NUMBER).width);
  return Math.ceil(Math.max(...widths, 40)) + 14;
}
