import type { RunRecord } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ORDERS, type Sorting, sortedRuns, USUAL } from "../../run/sortRuns";
import { readStored, writeStored } from "../../state/localStorage";
import { numberedRun } from "../../state/shownRuns";
import { RunRow } from "./RunRow";
import css from "./RunsPanel.module.css";
import { RunTableHeader } from "./RunTableHeader";
import { useRunName } from "./useRunName";

interface RunTableProps {
  /** Newest first. */
  runs: readonly RunRecord[];
  /** Runs of other documents. */
  others: readonly RunRecord[];
  open: string;
  onOpen: (id: string) => void;
}

const STORAGE_KEY = "runs.sorting";

/** The table of runs, sorted by start, name, or best loss. */
export function RunTable({ runs, others, open, onOpen }: RunTableProps) {
  const { t, i18n } = useTranslation("training");
  const nameOf = useRunName();
  const [sorting, setSorting] = useState(storedSorting);
  const sort = (next: Sorting) => {
    writeStored(STORAGE_KEY, `${next.by} ${next.down ? "down" : "up"}`);
    setSorting(next);
  };
  const numbered = (all: readonly RunRecord[], run: RunRecord) =>
    numberedRun(all, run.id) ?? { record: run, number: 1 };
  const sorted = (all: readonly RunRecord[]) =>
    sortedRuns(all, sorting, (run) => nameOf(numbered(all, run)), i18n.language);
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t("runs.title")}</caption>
      <RunTableHeader sorting={sorting} onSorting={sort} />
      <tbody>
        {sorted(runs).map((run) => {
          const { number } = numbered(runs, run);
          const named = run.label !== null && `${number} · ${run.label}`;
          return (
            <RunRow
              key={run.id}
              run={run}
              name={named || String(number)}
              spokenName={named || t("run", { number })}
              open={run.id === open}
              onOpen={onOpen}
            />
          );
        })}
      </tbody>
      {others.length > 0 && (
        <tbody>
          {sorted(others).map((run) => {
            const name = nameOf(numbered(others, run));
            return (
              <RunRow
                key={run.id}
                run={run}
                name={name}
                spokenName={name}
                open={run.id === open}
                onOpen={onOpen}
              />
            );
          })}
        </tbody>
      )}
    </table>
  );
}

function storedSorting(): Sorting {
  const [stored, direction] = (readStored(STORAGE_KEY) ?? "").split(" ");
  const by = ORDERS.find((order) => order === stored);
  return by === undefined ? USUAL.started : { by, down: direction === "down" };
}
