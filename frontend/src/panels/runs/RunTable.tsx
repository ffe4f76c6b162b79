import type { RunRecord } from "@schema";
import { useTranslation } from "react-i18next";
import { isValidation } from "../../run/series";
import { choose, useComparison } from "../../store/comparison";
import { numberedRun } from "../../store/currentRun";
import { classes } from "../../ui/classes";
import { shortNumber } from "../training/numbers";
import { MOST_RUNS } from "../training/plotLook";
import css from "./RunsPanel.module.css";
import { Swatch } from "./Swatch";
import { useRunName } from "./useRunName";

interface RunTableProps {
  /** Newest first. */
  runs: readonly RunRecord[];
  /** Of other documents. */
  others: readonly RunRecord[];
  open: string;
  onOpen: (id: string) => void;
}

const COLUMNS = ["compare", "run", "state", "epochs", "when", "numbers"] as const;

export function RunTable({ runs, others, open, onOpen }: RunTableProps) {
  const { t } = useTranslation("training");
  const nameOf = useRunName();
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t("runs.title")}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {column === "compare" ? (
                <span className="visually-hidden">{t("compare:tick")}</span>
              ) : (
                t(`runs.${column}`)
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run, place) => (
          <Row
            key={run.id}
            run={run}
            name={String(runs.length - place)}
            said={t("run", { number: runs.length - place })}
            open={run.id === open}
            onOpen={onOpen}
          />
        ))}
      </tbody>
      {others.length > 0 && (
        <tbody>
          {others.map((run) => {
            const name = nameOf(numberedRun(others, run.id) ?? { record: run, number: 1 });
            return (
              <Row key={run.id} run={run} name={name} said={name} open={run.id === open} onOpen={onOpen} />
            );
          })}
        </tbody>
      )}
    </table>
  );
}

interface RowProps {
  run: RunRecord;
  name: string;
  /** Its name in a sentence. */
  said: string;
  open: boolean;
  onOpen: (id: string) => void;
}

function Row({ run, name, said, open, onOpen }: RowProps) {
  const { t, i18n } = useTranslation("training");
  const place = useComparison((state) => state.chosen.indexOf(run.id));
  const full = useComparison((state) => state.chosen.length >= MOST_RUNS);
  return (
    // The button in the row does the same for keys and readers.
    <tr
      className={classes(css.row, open && css.open)}
      onClick={({ target }) => {
        if (!(target instanceof HTMLInputElement)) onOpen(run.id);
      }}
    >
      <td className={css.tick}>
        <input
          type="checkbox"
          aria-label={t("compare:tickRun", { name: said })}
          checked={place >= 0}
          disabled={full && place < 0}
          onChange={(event) => choose(run.id, event.target.checked)}
        />
        {place >= 0 && <Swatch run={place} />}
      </td>
      <td>
        <button
          type="button"
          className={css.pick}
          aria-label={t("compare:open", { name: said })}
          aria-current={open}
        >
          {name}
        </button>
      </td>
      <td>
        <span className={css.state} data-state={run.state}>
          {run.state === "queued" && run.ahead > 0
            ? t("state.queuedAt", { place: run.ahead + 1 })
            : t(`runs.states.${run.state}`)}
        </span>
      </td>
      <td>{t("runs.of", { done: run.epochs_done, all: run.epochs })}</td>
      <td>
        <time dateTime={run.created_at}>{whenText(run.created_at, i18n.language)}</time>
      </td>
      <td className={css.numbers}>{numbersOf(run)}</td>
    </tr>
  );
}

/** The loss and the first metric; of the metric its validation, where there is one. */
function numbersOf({ logs }: RunRecord): string {
  const metric = Object.keys(logs).find(
    (name) => !/(^|_)loss$/.test(name) && !isValidation(name) && name !== "learning_rate",
  );
  const checked = `val_${metric}`;
  const wanted = metric === undefined ? ["loss", "val_loss"] : ["loss", checked in logs ? checked : metric];
  return wanted
    .flatMap((name) => {
      const value = logs[name];
      return value === undefined ? [] : [`${name} ${value === null ? "–" : shortNumber(value)}`];
    })
    .join(" · ");
}

/** The time of day; with the date, where it was another day. */
function whenText(when: string, language: string): string {
  const date = new Date(when);
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString(language, {
    hour: "2-digit",
    minute: "2-digit",
    ...(today ? {} : { day: "numeric", month: "short" }),
  });
}
