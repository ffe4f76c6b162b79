import type { FieldInfo } from "@schema";

/** Whether rows of a field look like a tensor of this shape (without its batch axis). Only a hint for the eye. */
export function shapeMatches(field: FieldInfo, shape: readonly (number | null)[] | undefined): boolean {
  if (shape === undefined || shape.length !== field.shape.length) return false;
  return shape.every((axis, index) => axis === null || axis === field.shape[index]);
}

/** The fields that fit first, each part in the data set's own order. */
export function matchingFirst(
  fields: readonly FieldInfo[],
  fits: (field: FieldInfo) => boolean,
): FieldInfo[] {
  return [...fields.filter(fits), ...fields.filter((field) => !fits(field))];
}
