import type { TensorSpec } from "@schema";

/** `8 × 8 × 1`: the batch left out, `?` for an unknown length. A number alone is `scalar`. */
export function shapeText(spec: TensorSpec): string {
  return axesText(spec.shape.slice(1));
}

export function axesText(axes: readonly (number | null)[]): string {
  return axes.length === 0 ? "scalar" : axes.map((axis) => axis ?? "?").join(" × ");
}

/** `(8, None, 1)`, as an input's shape is typed and shown. */
export function tupleText(axes: readonly (number | null)[]): string {
  const inner = axes.map((axis) => axis ?? "None").join(", ");
  return axes.length === 1 ? `(${inner},)` : `(${inner})`;
}
