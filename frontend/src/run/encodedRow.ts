import type { EncodedArray, PredictionField } from "@schema";
import { type Cell, numbersOf, type Row } from "./predictionRow";

/** A row as it is sent. */
export type SentRow = Record<string, Cell | EncodedArray>;

/** More numbers than these are sent as bytes: as JSON they take longer to read than to predict. */
const MOST_LISTED = 1024;
/** Bytes that one call of `String.fromCharCode` is given. */
const CHUNK = 8192;

/** A row with the numbers of large cells as bytes. */
export function encodedRow(row: Row, fields: readonly PredictionField[]): SentRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => {
      const kind = fields.find((field) => field.name === name)?.kind;
      return [name, kind === "number" || kind === "image" ? encodedCell(cell, kind) : cell];
    }),
  );
}

function encodedCell(cell: Cell, kind: "number" | "image"): Cell | EncodedArray {
  if (!Array.isArray(cell)) return cell;
  const shape = shapeOf(cell);
  if (shape.reduce((product, length) => product * length, 1) <= MOST_LISTED) return cell;
  const numbers = numbersOf(cell).map(Number);
  return kind === "image"
    ? { dtype: "uint8", shape, base64: base64Of(Uint8Array.from(numbers)) }
    : { dtype: "float32", shape, base64: base64Of(new Uint8Array(Float32Array.from(numbers).buffer)) };
}

function shapeOf(cell: Cell | undefined): number[] {
  return Array.isArray(cell) ? [cell.length, ...shapeOf(cell[0])] : [];
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(text);
}
