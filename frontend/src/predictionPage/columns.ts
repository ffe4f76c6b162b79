import type { PredictionField } from "@schema";
import type { Cell } from "../run/predictionRow";

/** The cells of one field of one row, flat, as recipes take them. Floats are those of 32 bits; `NaN` and "" are missing. */
export interface Column {
  kind: "float" | "whole" | "text";
  /** Without the row axis. */
  shape: readonly number[];
  cells: readonly (number | string)[];
}

/** What a person set a field with, as a column. */
export function columnOf(field: PredictionField, cell: Cell): Column {
  const kind = field.kind === "text" ? "text" : field.kind === "number" ? "float" : "whole";
  const flat = leaves(cell);
  const cells = flat.map((leaf) => {
    if (kind === "text") return String(leaf ?? "");
    const number = leaf === null ? Number.NaN : Number(leaf);
    return kind === "float" ? Math.fround(number) : number;
  });
  return { kind, shape: field.shape.map((length) => length ?? 1), cells };
}

function leaves(cell: Cell): Exclude<Cell, Cell[]>[] {
  return Array.isArray(cell) ? cell.flatMap(leaves) : [cell];
}
