import { titleOf } from "./CurveChart";
import { drawPlot, type Words } from "./plot";
import type { Shown } from "./plotLines";
import { colourName, DASH, drawShape, type Look, readLook, shapeOf } from "./plotStyle";

/** In CSS pixels. */
const WIDTH = 560;
const HEIGHT = 260;
const EDGE = 24;
const CAPTION = 24;
const HEAD = 56;

/** A picture of charts with their title and legend, in the colours of the theme. They are drawn anew at one size. */
export async function pictureOf(shown: readonly Shown[], title: string, words: Words): Promise<Blob> {
  const columns = shown.length > 1 ? 2 : 1;
  const rows = Math.ceil(shown.length / columns);
  const scale = devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = (EDGE * 2 + columns * WIDTH + (columns - 1) * EDGE) * scale;
  canvas.height = (HEAD + rows * (CAPTION + HEIGHT) + EDGE) * scale;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("This browser draws no pictures.");
  const look = readLook(document.body);
  ctx.fillStyle = look.colour("--panel");
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  write(ctx, look, `600 16px ${look.family}`, "--ink", title, EDGE, 26);
  drawLegend(ctx, look, shown, EDGE, 46);
  for (const [place, chart] of shown.entries()) {
    const x = EDGE + (place % columns) * (WIDTH + EDGE);
    const y = HEAD + Math.floor(place / columns) * (CAPTION + HEIGHT);
    write(ctx, look, `600 12px ${look.family}`, "--ink", titleOf(chart.chart), x + 8, y + 16);
    const drawn = await drawnAside(chart, words);
    if (drawn !== null) ctx.drawImage(drawn, x, y + CAPTION, WIDTH, HEIGHT);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture is too large.")) : resolve(blob)));
  });
}

/** A plot needs a place in the page for as long as it is drawn: one that nobody sees. */
async function drawnAside(shown: Shown, words: Words): Promise<HTMLCanvasElement | null> {
  const host = document.createElement("div");
  host.style.cssText = `position:fixed;left:-10000px;width:${WIDTH}px;height:${HEIGHT}px`;
  document.body.append(host);
  const plot = drawPlot(host, shown, words, () => {});
  // The plot draws itself in a microtask of its own.
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

/** Which run has which colour and mark, and that a dashed curve is validation. */
function drawLegend(
  ctx: CanvasRenderingContext2D,
  look: Look,
  shown: readonly Shown[],
  left: number,
  y: number,
): void {
  const runs = shown[0]?.runs ?? null;
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
    if (run !== null) drawShape(ctx, shapeOf(run), x + 14, y - 4, 3.4);
    x += 34 + write(ctx, look, `12px ${look.family}`, "--mute", text, x + 34, y) + 20;
  };
  for (const [place, name] of (runs ?? []).entries()) {
    entry(name, look.colour(colourName(place, false, true)), [], place);
  }
  entry("train", look.colour(runs === null ? colourName(0, false, false) : "--mute"), [], null);
  entry("val", look.colour(runs === null ? colourName(0, true, false) : "--mute"), DASH, null);
}

function write(
  ctx: CanvasRenderingContext2D,
  look: Look,
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
