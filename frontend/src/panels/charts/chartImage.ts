import { i18n } from "../../i18n/index";
import { titleOf } from "./CurveChart";
import { drawPlot, type PlotTexts } from "./plot";
import type { ChartData } from "./plotLines";
import { colourName, DASH, drawMarker, markerOf, type PlotStyle, readPlotStyle } from "./plotStyle";

/** In CSS pixels. */
const WIDTH = 560;
const HEIGHT = 260;
const PADDING = 24;
const CAPTION_HEIGHT = 24;
const HEADER_HEIGHT = 56;

/** An image of charts with a title and a legend, in the colours of the theme. All charts are drawn at one size. */
export async function chartImage(
  charts: readonly ChartData[],
  title: string,
  texts: PlotTexts,
): Promise<Blob> {
  const columns = charts.length > 1 ? 2 : 1;
  const rows = Math.ceil(charts.length / columns);
  const scale = devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = (PADDING * 2 + columns * WIDTH + (columns - 1) * PADDING) * scale;
  canvas.height = (HEADER_HEIGHT + rows * (CAPTION_HEIGHT + HEIGHT) + PADDING) * scale;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error(i18n.t("browser.noPictures"));
  const look = readPlotStyle(document.body);
  ctx.fillStyle = look.colour("--panel");
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  drawText(ctx, look, `600 16px ${look.family}`, "--ink", title, PADDING, 26);
  drawLegend(ctx, look, charts, PADDING, 46);
  for (const [index, chart] of charts.entries()) {
    const x = PADDING + (index % columns) * (WIDTH + PADDING);
    const y = HEADER_HEIGHT + Math.floor(index / columns) * (CAPTION_HEIGHT + HEIGHT);
    drawText(ctx, look, `600 12px ${look.family}`, "--ink", titleOf(chart.chart), x + 8, y + 16);
    const plotCanvas = await renderOffscreen(chart, texts);
    if (plotCanvas !== null) ctx.drawImage(plotCanvas, x, y + CAPTION_HEIGHT, WIDTH, HEIGHT);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error(i18n.t("browser.pictureTooLarge"))) : resolve(blob),
    );
  });
}

/** Renders a plot outside of the visible page: it must be in the document while it is drawn. */
async function renderOffscreen(shown: ChartData, texts: PlotTexts): Promise<HTMLCanvasElement | null> {
  const host = document.createElement("div");
  host.style.cssText = `position:fixed;left:-10000px;width:${WIDTH}px;height:${HEIGHT}px`;
  document.body.append(host);
  const plot = drawPlot(host, shown, texts, () => {});
  // uPlot draws in a microtask.
  await new Promise((resolve) => setTimeout(resolve));
  const copy = plot === null ? null : copyOf(plot.canvas);
  plot?.destroy();
  host.remove();
  return copy;
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}

/** Draws the colour and marker of each run, and that a dashed curve is validation. */
function drawLegend(
  ctx: CanvasRenderingContext2D,
  look: PlotStyle,
  charts: readonly ChartData[],
  left: number,
  y: number,
): void {
  const runs = charts[0]?.runs ?? null;
  let x = left;
  const entry = (text: string, colour: string, dash: number[], run: number | null) => {
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = 2;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(x, y - 4);
    ctx.lineTo(x + 28, y - 4);
    ctx.stroke();
    ctx.setLineDash([]);
    if (run !== null) drawMarker(ctx, markerOf(run), x + 14, y - 4, 3.4);
    x += 34 + drawText(ctx, look, `12px ${look.family}`, "--mute", text, x + 34, y) + 20;
  };
  for (const [index, name] of (runs ?? []).entries()) {
    entry(name, look.colour(colourName(index, false, true)), [], index);
  }
  entry("train", look.colour(runs === null ? colourName(0, false, false) : "--mute"), [], null);
  entry("val", look.colour(runs === null ? colourName(0, true, false) : "--mute"), DASH, null);
}

function drawText(
  ctx: CanvasRenderingContext2D,
  look: PlotStyle,
  font: string,
  colour: string,
  text: string,
  x: number,
  y: number,
): number {
  ctx.font = font;
  ctx.fillStyle = look.colour(colour);
  ctx.fillText(text, x, y);
  return ctx.measureText(text).width;
}
