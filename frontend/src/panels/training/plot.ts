import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ChartSeries } from "../../run/series";
import { drawBreaks, drawEndLabels, FONT, readColours } from "./plotMarks";
import { axisNumber, epochTicks, lonely, xRange, yRange } from "./plotScales";

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

const Y_AXIS = 46;
const WIDEST_NUMBER = " 0.0000";

/**
 * Draws curves on a canvas in `host`: each curve's value stands at its end, numbers that were lost are marked.
 * `null` where the browser has no canvas to draw on; the table has the same numbers.
 */
export function drawPlot(
  host: HTMLElement,
  first: ChartSeries,
  epochs: number,
  words: Words,
  onCursor: (place: number | null) => void,
): Plot | null {
  const measured = labelWidth(host, first);
  if (measured === null) return null;
  const widest = measured;
  let series = first;
  let range = xRange(first, epochs);
  let colours = readColours(host);
  const font = () => `${FONT}px ${getComputedStyle(host).fontFamily}`;

  const look = () => ({ colours, family: getComputedStyle(host).fontFamily });
  const colourOf = (validation = false) => (validation ? colours.validation : colours.training);

  const options: uPlot.Options = {
    width: Math.max(host.clientWidth, 1),
    height: Math.max(host.clientHeight, 1),
    padding: [10, (plot) => labelRoom(plot.width - Y_AXIS), 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, width: 0, fill: (_, place) => colourOf(first.lines[place - 1]?.validation) },
    },
    scales: { x: { time: false, range: () => range }, y: { range: (_plot, low, high) => yRange(low, high) } },
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
        size: Y_AXIS,
        font: font(),
        stroke: () => colours.mute,
        grid: { stroke: () => colours.line, width: 1 },
        ticks: { show: false },
        border: { show: false },
        gap: 8,
        space: 26,
        values: (_, ticks) => ticks.map((tick) => axisNumber(tick, ticks)),
      },
    ],
    series: [
      {},
      ...first.lines.map(
        (line): uPlot.Series => ({
          label: line.name,
          stroke: () => colourOf(line.validation),
          width: 1.8,
          ...(line.validation ? { dash: [5, 4] } : {}),
          points: {
            show: true,
            size: 6,
            stroke: () => colourOf(line.validation),
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
      draw: [
        (plot) => drawBreaks(plot, series, look(), words.notFinite),
        (plot) => drawEndLabels(plot, series, look()),
      ],
    },
  };

  const plot = new uPlot(options, dataOf(first), host);

  /** What the labels need at the right of the curves: nothing, while these end far from the edge. */
  function labelRoom(width: number): number {
    const [low, high] = range;
    const share = ((series.at.at(-1) ?? low) - low) / (high - low);
    const free = share > 0 ? width - (width - widest) / share : 0;
    return Math.round(Math.min(Math.max(free, 12), widest));
  }

  return {
    show: (next, total) => {
      series = next;
      range = xRange(next, total);
      plot.setData(dataOf(next));
      plot.redraw(true, true);
    },
    resize: (width, height) => plot.setSize({ width: Math.max(width, 1), height: Math.max(height, 1) }),
    recolour: () => {
      colours = readColours(host);
      plot.redraw(false, true);
    },
    destroy: () => plot.destroy(),
  };
}

/** The width of the widest label; `null` where the browser does not draw on a canvas. */
function labelWidth(host: HTMLElement, series: ChartSeries): number | null {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return null;
  context.font = `${FONT}px ${getComputedStyle(host).fontFamily}`;
  const widths = series.lines.map((line) => context.measureText(line.label + WIDEST_NUMBER).width);
  return Math.ceil(Math.max(...widths, 40)) + 14;
}

function dataOf(series: ChartSeries): uPlot.AlignedData {
  return [[...series.at], ...series.lines.map((line) => [...line.values])];
}
