import { create } from "zustand";
import { readStored, writeStored } from "../localStorage";

/** Which runs are listed, and how. */
export interface RunListQuery {
  /** Those of all documents, not only of the open one. */
  all: boolean;
  /** The filter, as it was typed. */
  where: string;
  /** A field, metric or parameter; with `-` before it the greatest first. */
  sort: string;
  /** Metrics and parameters that have a column of their own. */
  columns: readonly string[];
}

/** The order and the columns are kept, the filter is not. */
const STORAGE_KEY = "runs.list";

export const useRunQuery = create<RunListQuery>(storedQuery);

export function setRunQuery(change: Partial<RunListQuery>): void {
  useRunQuery.setState(change);
  const { sort, columns } = useRunQuery.getState();
  writeStored(STORAGE_KEY, JSON.stringify({ sort, columns }));
}

function storedQuery(): RunListQuery {
  const usual = { all: false, where: "", sort: "-created_at", columns: [] };
  try {
    const { sort, columns } = JSON.parse(readStored(STORAGE_KEY) ?? "{}") as Record<string, unknown>;
    return {
      ...usual,
      ...(typeof sort === "string" ? { sort } : {}),
      ...(Array.isArray(columns) ? { columns: columns.filter((name) => typeof name === "string") } : {}),
    };
  } catch {
    return usual;
  }
}
