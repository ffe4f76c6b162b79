import type { RunRecord } from "@schema";
import { useEffect, useState } from "react";
import { serverMessage, Unreachable } from "../../api/request";
import { findRuns } from "../../api/runs";
import { useProject } from "../../state/project";
import type { RunListQuery } from "../../state/runs/runQuery";
import { rememberRecords, useRuns } from "../../state/runs/runs";

interface RunList {
  /** How many runs the filter leaves; `null` until they are counted. */
  total: number | null;
  /** A run by its place in the list; `undefined` until it is here. */
  run: (index: number) => RunRecord | undefined;
  /** Why the filter was refused. */
  failed: string | null;
}

/** Runs are asked for in blocks of this many. */
const BLOCK = 100;
/** How often the rows in view are read again. */
const RELOAD_MS = 2500;

interface Found {
  key: string;
  total: number | null;
  blocks: ReadonlyMap<number, readonly RunRecord[]>;
}

/** The list of runs, of any length: the rows that come into view are read, and read again as runs go on. */
export function useRunList(query: RunListQuery, first: number, count: number): RunList {
  const project = useProject((state) => state.id);
  const known = useRuns((state) => state.runs);
  const key = JSON.stringify([project, query]);
  const [found, setFound] = useState<Found>({ key, total: null, blocks: new Map() });
  const [failed, setFailed] = useState<string | null>(null);
  const from = Math.floor(first / BLOCK);
  const to = Math.floor((first + Math.max(count, 1) - 1) / BLOCK);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs that start or end are others in the list, too.
  useEffect(() => {
    let current = true;
    const [, { all, where, sort, columns }] = JSON.parse(key) as [string | null, RunListQuery];
    const read = async () => {
      try {
        const blocks = Array.from({ length: to - from + 1 }, (_, index) => from + index);
        const pages = await Promise.all(
          blocks.map((block) =>
            findRuns({
              ...(all || project === null ? {} : { project }),
              where,
              sort,
              show: [...columns],
              offset: block * BLOCK,
              limit: BLOCK,
            }),
          ),
        );
        if (!current) return;
        rememberRecords(pages.flatMap(({ runs }) => runs));
        setFailed(null);
        setFound((before) => ({
          key,
          total: pages.at(-1)?.total ?? null,
          blocks: new Map([
            ...(before.key === key ? before.blocks : []),
            ...pages.map(({ runs }, index) => [from + index, runs] as const),
          ]),
        }));
      } catch (error) {
        const refused = serverMessage(error);
        // Who cannot be reached now is asked again; a refused filter is refused until it is another.
        if (!current || error instanceof Unreachable) return;
        setFailed(refused);
        clearInterval(timer);
      }
    };
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void read();
    }, RELOAD_MS);
    void read();
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [key, from, to, known]);
  return {
    total: found.total,
    run: (index) => found.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK],
    failed,
  };
}
