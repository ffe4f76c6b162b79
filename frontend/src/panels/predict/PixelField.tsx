import type { PredictionField } from "@schema";
import { type PointerEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../run/predictionRow";
import { Button } from "../../ui/Button";
import css from "./PredictPanel.module.css";
import { blank, bytesOf, type PixelSize, type Pixels, pixelsFrom, withStroke } from "./pixels";

interface PixelFieldProps {
  field: PredictionField;
  pixels: PixelSize;
  value: Cell;
  onChange: (value: Cell) => void;
}

/** The width of a stroke in widths of the image: on 28 pixels a stroke of two. */
const STROKE = 28;

/** An image that is drawn with the mouse, chosen as a file, or dropped in. */
export function PixelField({ field, pixels: size, value, onChange }: PixelFieldProps) {
  const { t } = useTranslation("predict");
  const canvas = useRef<HTMLCanvasElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const range = { low: field.minimum ?? 0, high: field.maximum ?? 1 };
  const hasChannels = field.shape.length === 3;
  const drawn = Array.isArray(value) ? (value as Pixels) : blank(size, range, hasChannels);
  const { low, high } = range;
  useEffect(() => {
    const { height, width, channels } = size;
    const bytes = bytesOf(drawn, { height, width, channels }, { low, high });
    canvas.current?.getContext("2d")?.putImageData(new ImageData(bytes, width, height), 0, 0);
  }, [drawn, size, low, high]);

  const stroke = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * size.width;
    const y = ((event.clientY - box.top) / box.height) * size.height;
    onChange(withStroke(drawn, x, y, Math.max(0.6, size.width / STROKE), range));
  };
  const take = async (file: File | undefined) => {
    if (!file?.type.startsWith("image/")) return;
    const image = await createImageBitmap(file, { resizeWidth: size.width, resizeHeight: size.height });
    const context = new OffscreenCanvas(size.width, size.height).getContext("2d");
    if (context === null) return;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    onChange(pixelsFrom(data, size, range, hasChannels));
  };
  const inverted = (cell: Cell): Cell =>
    Array.isArray(cell) ? cell.map(inverted) : low + high - Number(cell);
  return (
    <fieldset className={css.pixels}>
      <legend>{field.name}</legend>
      <canvas
        ref={canvas}
        className={css.canvas}
        width={size.width}
        height={size.height}
        role="img"
        aria-label={t("drawing", { name: field.name, width: size.width, height: size.height })}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          stroke(event);
        }}
        onPointerMove={stroke}
        onDragOver={(event) => {
          event.preventDefault();
          event.stopPropagation();
        }}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void take(event.dataTransfer.files[0]);
        }}
      />
      <span className={css.tools}>
        <Button small onClick={() => onChange(blank(size, range, hasChannels))}>
          {t("clear")}
        </Button>
        <Button small onClick={() => onChange(drawn.map((line) => line.map(inverted)))}>
          {t("invert")}
        </Button>
        <Button small onClick={() => chooser.current?.click()}>
          {t("choose")}
        </Button>
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </span>
      <span className={css.hint}>{t("drawHint")}</span>
    </fieldset>
  );
}
