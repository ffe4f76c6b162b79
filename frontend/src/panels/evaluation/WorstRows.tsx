import type { WorstRow } from "@schema";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { shortNumber } from "../../ui/numbers";
import { metricText } from "../run/numberText";
import css from "./Evaluation.module.css";

type Value = WorstRow["inputs"][string];

/** The rows with the highest loss: what the model was given, what was right, and what it said. */
export function WorstRows({ rows }: { rows: readonly WorstRow[] }) {
  const { t } = useTranslation("evaluation");
  const inputs = Object.keys(rows[0]?.inputs ?? {});
  return (
    <figure className={css.figure}>
      <figcaption>{t("worst")}</figcaption>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("row")}</th>
            <th scope="col">{t("loss")}</th>
            <th scope="col">{t("target")}</th>
            <th scope="col">{t("prediction")}</th>
            {inputs.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.row}>
              <td>{each.row}</td>
              <td>{metricText(each.loss)}</td>
              <td>{Object.values(each.targets).map(text).join(", ")}</td>
              <td>{Object.values(each.predictions).map(text).join(", ")}</td>
              {inputs.map((name) => (
                <td key={name}>
                  <Input value={each.inputs[name]} row={each.row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Input({ value, row }: { value: Value; row: number }) {
  const pixels = greyPixels(value);
  return pixels === null ? (
    <span className={css.value}>{text(value)}</span>
  ) : (
    <Image pixels={pixels} row={row} />
  );
}

function Image({ pixels, row }: { pixels: readonly (readonly number[])[]; row: number }) {
  const { t } = useTranslation("evaluation");
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = pixels.length;
  const width = pixels[0]?.length ?? 0;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const highest = Math.max(...pixels.flat(), Number.MIN_VALUE);
    const image = context.createImageData(width, height);
    pixels.flat().forEach((pixel, place) => {
      const grey = Math.round((Math.max(pixel, 0) / highest) * 255);
      image.data.set([grey, grey, grey, 255], place * 4);
    });
    context.putImageData(image, 0, 0);
  }, [pixels, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={css.image}
      role="img"
      aria-label={t("image", { row })}
    />
  );
}

/** The rows of numbers of an image of one channel, or `null` for anything else. */
function greyPixels(value: Value): number[][] | null {
  if (!Array.isArray(value) || value.length < 4 || !value.every(Array.isArray)) return null;
  const rows = value.map((line) =>
    (line as unknown[]).map((cell) => (Array.isArray(cell) && cell.length === 1 ? cell[0] : cell)),
  );
  const square = rows.every(
    (line) =>
      line.length >= 4 && line.length === rows[0]?.length && line.every((cell) => typeof cell === "number"),
  );
  return square ? (rows as number[][]) : null;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return shortNumber(value);
  return Array.isArray(value) ? value.flat(4).slice(0, 16).map(text).join(" ") : String(value);
}
