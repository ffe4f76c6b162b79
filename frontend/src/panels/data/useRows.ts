import type { ColumnType, RowFilter, RowPage } from "@schema";
import { useEffect, useRef, useState } from "react";
import { readRows } from "../../api/datasets";
import { serverMessage } from "../../api/request";
import type { Json } from "../../document/types";

/** Rows are asked for in blocks of this many. */
const BLOCK = 200;

export type Cells = readonly Json[];

export interface Rows {
  /** How many rows there are; `null` until the first are here. */
  total: number | null;
  columns: readonly string[];
  types: readonly ColumnType[];
  /** The cells of a row; `undefined` until they are here. */
  row: (index: number) => Cells | undefined;
  failed: string | null;
}

/** Rows of a data set that a filter leaves, read in blocks as they come into view. */
export function useRows(
  name: string,
  sort: string | null,
  only: RowFilter | null,
  first: number,
  count: number,
): Rows {
  const [blocks, setBlocks] = useState<ReadonlyMap<number, readonly Cells[]>>(new Map());
  const [head, setHead] = useState<Pick<RowPage, "total" | "columns" | "types"> | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const asked = useRef(new Set<number>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is another table
  useEffect(() => {
    asked.current = new Set();
    setBlocks(new Map());
  }, [name, sort, only]);
  useEffect(() => {
    const mine = asked.current;
    for (let block = Math.floor(first / BLOCK); block * BLOCK < first + Math.max(count, 1); block += 1) {
      if (mine.has(block)) continue;
      mine.add(block);
      readRows(name, { start: block * BLOCK, count: BLOCK, sort, only }).then(
        ({ total, columns, types, rows }) => {
          if (mine !== asked.current) return;
          setHead({ total, columns, types });
          setFailed(null);
          setBlocks((known) => new Map(known).set(block, rows as Cells[]));
        },
        (error) => {
          mine.delete(block);
          setFailed(serverMessage(error));
        },
      );
    }
  }, [name, sort, only, first, count]);
  return {
    total: head?.total ?? null,
    columns: head?.columns ?? [],
    types: head?.types ?? [],
    row: (index) => blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK],
    failed,
  };
}
