import type { Bytes } from "../../document/sharing/compression";
import { KEYWORD, withText } from "../../document/sharing/png";
import { i18n } from "../../i18n/index";
import { useDocument } from "../../state/document";
import { fileStem, saveFile } from "../../ui/saveFile";
import { graphImage } from "./graphImage";

/** The scale of images, sharp on any screen; reduced for a graph too large for browsers to paint. */
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
  // The canvas shows only part of a document of a newer format: it is not embedded.
  const bytes = readOnly ? png : await withText(png, KEYWORD, JSON.stringify(document));
  saveFile(new Blob([bytes], { type: "image/png" }), `${fileStem(title, "model")}.png`);
}

/** Pixels for each unit of the image. */
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
    if (blob === null) throw new Error(i18n.t("browser.pictureTooLarge"));
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
