import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { contentHeight, windowAt } from "../../state/data/rowWindow";
import { useProject } from "../../state/project";
import { useRunQuery } from "../../state/runs/runQuery";
import { useRuns } from "../../state/runs/runs";
import { RowSpace } from "../../ui/RowSpace";
import { RunRow } from "./RunRow";
import css from "./RunsPanel.module.css";
import table from "./RunTable.module.css";
import { RunTableHeader } from "./RunTableHeader";
import { useRunList } from "./useRunList";
import { useRunName } from "./useRunName";
import { withLiveState } from "./withLiveState";

interface RunTableProps {
  open: string;
  onOpen: (id: string) => void;
}

/** In pixels, as in the style sheet. */
const ROW_HEIGHT = 30;
const LEAST_HEIGHT = 300;

/** The list of runs in a table that scrolls through any number of them. */
export function RunTable({ open, onOpen }: RunTableProps) {
  const { t } = useTranslation("training");
  const query = useRunQuery();
  const nameOf = useRunName();
  const project = useProject((state) => state.id);
  const followed = useRuns((state) => state.followed);
  const [total, setTotal] = useState(0);
  const [scroll, setScroll] = useState({ top: 0, height: LEAST_HEIGHT });
  const { first, count, top } = windowAt(scroll.top, scroll.height, total, ROW_HEIGHT);
  const list = useRunList(query, first, count);
  useEffect(() => setTotal(list.total ?? 0), [list.total]);
  const scrolled = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = scrolled.current;
    if (element === null) return;
    const measure = () =>
      setScroll({ top: element.scrollTop, height: Math.max(element.clientHeight, LEAST_HEIGHT) });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const height = contentHeight(total, ROW_HEIGHT);
  return (
    <>
      {list.failed !== null && (
        <p className={css.refused} role="alert">
          {list.failed}
        </p>
      )}
      <section
        ref={scrolled}
        className={css.rows}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        aria-label={t("runs.title")}
        onScroll={({ currentTarget: { scrollTop, clientHeight } }) =>
          setScroll({ top: scrollTop, height: Math.max(clientHeight, LEAST_HEIGHT) })
        }
      >
        <table className={table.table} aria-rowcount={total + 1}>
          <caption className="visually-hidden">{t("runs.title")}</caption>
          <RunTableHeader />
          <RowSpace height={top} />
          <tbody>
            {Array.from({ length: count }, (_, offset) => first + offset).map((index) => {
              const listed = list.run(index);
              if (listed === undefined) {
                return <tr key={index} className={table.row} aria-rowindex={index + 2} />;
              }
              const run = withLiveState(listed, followed[listed.id]?.view);
              const own = run.project === project;
              const named = run.label !== null && `${run.number} · ${run.label}`;
              return (
                <RunRow
                  key={run.id}
                  index={index}
                  run={run}
                  columns={query.columns}
                  name={own ? named || String(run.number) : nameOf(run)}
                  spokenName={own ? named || t("run", { number: run.number }) : nameOf(run)}
                  open={run.id === open}
                  onOpen={onOpen}
                />
              );
            })}
          </tbody>
          <RowSpace height={height - top - count * ROW_HEIGHT} />
        </table>
        {list.total === 0 && <p className={css.empty}>{t("compare:nothingFound")}</p>}
      </section>
    </>
  );
}
