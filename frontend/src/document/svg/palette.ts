import type { Colour } from "../add/paletteSearch";

/** What a picture takes its colours from: tokens of the page, so that it looks like the page it was taken of. */
export const PAINTS = [
  "background",
  "panel",
  "line",
  "ink",
  "mute",
  "wire",
  "error",
  "input",
  "output",
  "core",
  "convolution",
  "recurrent",
  "merge",
  "regularize",
  "attention",
  "wrapper",
  "preprocess",
  "augment",
  "op",
  "model",
] as const;

export type Paint = (typeof PAINTS)[number];

/** Colours as CSS writes them, in the picture itself: a file has no style sheet beside it. */
export type Palette = Readonly<Record<Paint, string>>;

/** Every family has its paint. */
export function bandOf(family: Colour, palette: Palette): string {
  return palette[family];
}

export const SANS =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans CJK KR', 'DejaVu Sans', sans-serif";
export const MONO =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";
