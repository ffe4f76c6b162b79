import type { Bytes } from "../../document/sharing/compression";
import { KEYWORD, withText } from "../../document/sharing/png";
import { useDocument } from "../../state/document";
import { fileStem, saveFile } from "../../ui/saveFile";
import { graphImage } from "./graphImage";

/** Sharp on any screen; a graph that would become larger than browsers can paint is drawn smaller. */
const SCALE = 2;
const MAX_PIXELS = 32_000_000;
const MAX_SIDE = 16_000;

export function exportSvg(): void {
  const { svg, title } = graphImage(!useDocument.getState().readOnly);
  saveFile(new Blob([svg], { type: "image/svg+xml" }), `${fileStem(title, "model")}.svg`);
}

export async function exportPng(): Promise<void> {
  const { document, readOnly } = useDocument.getState();
  const { svg, width, height, title } = graphImage(false);
  const png = await rasterize(svg, width, height, scaleOf(width, height));
  // Of a newer format only a part is on the canvas: a picture is no copy of it.
  const bytes = readOnly ? png : await withText(png, KEYWORD, JSON.stringify(document));
  saveFile(new Blob([bytes], { type: "image/png" }), `${fileStem(title, "model")}.png`);
}

/** How many pixels a unit of the picture takes. */
export function scaleOf(width: number, height: number): number {
  return Math.min(SCALE, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_PIXELS / (width * height)));
}

async function rasterize(svg: string, width: number, height: number, scale: number): Promise<Bytes> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(width * scale));
    canvas.height = Math.max(1, Math.floor(height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("The browser could not paint the picture.");
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
