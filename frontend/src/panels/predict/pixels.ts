import type { Cell } from "../../run/predictionRow";

export interface PixelSize {
  height: number;
  width: number;
  channels: number;
}

/** The values of black and white in the data. */
export interface PixelRange {
  low: number;
  high: number;
}

/** Pixels as a row has them: with or without an axis of channels. */
export type Pixels = Cell[][];

/** The bytes of a picture from the pixels of a row: red, green, blue and opacity of each. */
export function bytesOf(pixels: Pixels, { height, width }: PixelSize, { low, high }: PixelRange) {
  const bytes = new Uint8ClampedArray(height * width * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = pixels[y]?.[x];
      const parts = (Array.isArray(cell) ? cell : [cell]).map((part) =>
        Math.round(((Number(part) - low) / (high - low)) * 255),
      );
      const start = (y * width + x) * 4;
      bytes.set([parts[0] ?? 0, parts[1] ?? parts[0] ?? 0, parts[2] ?? parts[0] ?? 0, 255], start);
    }
  }
  return bytes;
}

/** The pixels of a row from the bytes of a picture; one of a single channel gets its brightness. */
export function pixelsFrom(
  bytes: ArrayLike<number>,
  { height, width, channels }: PixelSize,
  { low, high }: PixelRange,
  hasChannels: boolean,
): Pixels {
  const scaled = (value: number) => Number((low + (value / 255) * (high - low)).toFixed(4));
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const start = (y * width + x) * 4;
      const [red = 0, green = 0, blue = 0] = [bytes[start], bytes[start + 1], bytes[start + 2]];
      if (channels === 3) return [red, green, blue].map(scaled);
      const grey = scaled(0.299 * red + 0.587 * green + 0.114 * blue);
      return hasChannels ? [grey] : grey;
    }),
  );
}

/** The pixels after a stroke through a point, in pixels: white in its middle, less towards its edge. */
export function withStroke(pixels: Pixels, x: number, y: number, radius: number, range: PixelRange): Pixels {
  const { low, high } = range;
  return pixels.map((line, row) =>
    line.map((cell, column) => {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const ink = low + Math.min(1, Math.max(0, radius + 0.5 - distance)) * (high - low);
      const inked = (part: Cell) => Math.max(Number(part), Number(ink.toFixed(4)));
      return Array.isArray(cell) ? cell.map(inked) : inked(cell);
    }),
  );
}

/** An empty drawing. */
export const blank = (
  { height, width, channels }: PixelSize,
  { low }: PixelRange,
  hasChannels: boolean,
): Pixels =>
  Array.from({ length: height }, () =>
    Array.from({ length: width }, () => (hasChannels ? Array<Cell>(channels).fill(low) : low)),
  );
