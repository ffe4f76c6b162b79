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
  /** The cells of a row; `undefined` until they are here. */
  row: (index: number) => Cells | undefined;
  failed: string | null;
}

/** Rows of a data set, read in blocks as they come into view. */
export function useRows(name: string, sort: string | null, first: number, count: number): Rows {
  const [blocks, setBlocks] = useState<ReadonlyMap<number, readonly Cells[]>>(new Map());
  const [head, setHead] = useState<{ total: number; columns: readonly string[] } | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const asked = useRef(new Set<number>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is another table
  useEffect(() => {
    asked.current = new Set();
    setBlocks(new Map());
  }, [name, sort]);
  useEffect(() => {
    const mine = asked.current;
    for (let block = Math.floor(first / BLOCK); block * BLOCK < first + Math.max(count, 1); block += 1) {
      if (mine.has(block)) continue;
      mine.add(block);
      readRows(name, { start: block * BLOCK, count: BLOCK, sort }).then(
        ({ total, columns, rows }) => {
          if (mine !== asked.current) return;
          setHead({ total, columns });
          setFailed(null);
          setBlocks((known) => new Map(known).set(block, rows as Cells[]));
        },
        (error) => {
          mine.delete(block);
          setFailed(serverMessage(error));
        },
      );
    }
  }, [name, sort, first, count]);
  return {
    total: head?.total ?? null,
    columns: head?.columns ?? [],
    row: (index) => blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK],
    failed,
  };
}
