import type { FieldInfo } from "@schema";

/** Whether rows of a field have this shape (without its batch axis). Only used for sorting. */
export function shapeMatches(field: FieldInfo, shape: readonly (number | null)[] | undefined): boolean {
  if (shape === undefined || shape.length !== field.shape.length) return false;
  return shape.every((axis, index) => axis === null || axis === field.shape[index]);
}

/** Fields that fit first, otherwise in the order of the data set. */
export function matchingFirst(
  fields: readonly FieldInfo[],
  fits: (field: FieldInfo) => boolean,
): FieldInfo[] {
  return [...fields.filter(fits), ...fields.filter((field) => !fits(field))];
}
