import type { DatasetInfo, Join, RowsReport } from "@schema";
import type { Document, Edit } from "./types";

/** One object for all: a store's selector must give the same one while nothing changes. */
const NO_JOINS: readonly Join[] = [];

/** The tables that are joined to the data of a document, in order. */
export function joinsOf({ data }: Document): readonly Join[] {
  return data?.joined ?? NO_JOINS;
}

/** The edits that leave these joins; none is no entry. */
export function joinEdits(joins: readonly Join[]): Edit[] {
  const path = ["data", "joined"];
  return [
    joins.length > 0 ? { type: "set_field", path, value: joins } : { type: "set_field", path, unset: true },
  ];
}

/** A data set with the fields that joins add to it, as the last check has found them. */
export function withJoined(dataset: DatasetInfo, rows: RowsReport | null): DatasetInfo {
  const added = rows?.joined.flatMap(({ fields }) => fields) ?? [];
  return added.length === 0 ? dataset : { ...dataset, fields: [...dataset.fields, ...added] };
}
