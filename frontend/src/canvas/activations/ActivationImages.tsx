import type { ActivationMaps } from "@schema";
import { useEffect, useRef } from "react";

interface ActivationImagesProps {
  maps: ActivationMaps;
  /** How many of them are shown. */
  count: number;
  /** How many images are beside each other, at most. */
  columns: number;
  /** What the images are scaled to fit, in pixels. */
  width: number;
  height: number;
  label: string;
  className?: string | undefined;
}

/** Cells between two images. */
const GAP = 1;

/** Maps of activations side by side, each cell a pixel from black to white. */
export function ActivationImages({
  maps,
  count,
  columns: most,
  width,
  height,
  label,
  className,
}: ActivationImagesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.min(most, count);
  const lines = Math.ceil(count / columns);
  const cellsAcross = columns * (maps.width + GAP) - GAP;
  const cellsDown = lines * (maps.height + GAP) - GAP;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const bytes = Uint8Array.from(atob(maps.base64), (character) => character.charCodeAt(0));
    const size = maps.width * maps.height;
    context.clearRect(0, 0, cellsAcross, cellsDown);
    for (let number = 0; number < count; number++) {
      const left = (number % columns) * (maps.width + GAP);
      const top = Math.floor(number / columns) * (maps.height + GAP);
      const pixels = new Uint8ClampedArray(size * 4);
      for (let cell = 0; cell < size; cell++) {
        const grey = bytes[number * size + cell] ?? 0;
        pixels.set([grey, grey, grey, 255], cell * 4);
      }
      context.putImageData(new ImageData(pixels, maps.width, maps.height), left, top);
    }
  }, [maps, count, columns, cellsAcross, cellsDown]);
  const scale = Math.min(width / cellsAcross, height / cellsDown);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={className}
      width={cellsAcross}
      height={cellsDown}
      style={{
        width: Math.max(1, cellsAcross * scale),
        height: Math.max(1, cellsDown * scale),
        imageRendering: "pixelated",
      }}
    />
  );
}
