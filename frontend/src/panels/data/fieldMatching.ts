import type { FieldInfo } from "@schema";

/** Whether rows of a field look like a tensor of this shape (without its batch axis). Only a hint for the eye. */
export function looksFitting(field: FieldInfo, shape: readonly (number | null)[] | undefined): boolean {
  if (shape === undefined || shape.length !== field.shape.length) return false;
  return shape.every((axis, place) => axis === null || axis === field.shape[place]);
}

/** The fields that fit first, each part in the data set's own order. */
export function fittingFirst(fields: readonly FieldInfo[], fits: (field: FieldInfo) => boolean): FieldInfo[] {
  return [...fields.filter(fits), ...fields.filter((field) => !fits(field))];
}
