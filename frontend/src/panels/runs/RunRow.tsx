import type { RunRecord } from "@schema";
import { useTranslation } from "react-i18next";
import { isValidation } from "../../run/chartSeries";
import { setCompared, useComparison } from "../../state/runs/comparison";
import { classNames } from "../../ui/classNames";
import { MAX_RUNS } from "../charts/plotStyle";
import { metricText } from "../run/numberText";
import { queuedText } from "../run/runText";
import { RunSwatch } from "./RunSwatch";
import css from "./RunTable.module.css";

interface RunRowProps {
  /** Its place in the list, from 0. */
  index: number;
  run: RunRecord;
  /** Metrics and parameters that have a column of their own. */
  columns: readonly string[];
  name: string;
  /** Its name as used in accessible names. */
  spokenName: string;
  open: boolean;
  onOpen: (id: string) => void;
}

/** One run in the list. */
export function RunRow({ index: place, run, columns, name, spokenName, open, onOpen }: RunRowProps) {
  const { t, i18n } = useTranslation("training");
  const index = useComparison((state) => state.chosen.indexOf(run.id));
  const full = useComparison((state) => state.chosen.length >= MAX_RUNS);
  return (
    // The button in the row does the same for keyboards and screen readers.
    <tr
      className={classNames(css.row, open && css.open)}
      aria-rowindex={place + 2}
      onClick={({ target }) => {
        if (!(target instanceof HTMLInputElement)) onOpen(run.id);
      }}
    >
      <td className={css.checkbox}>
        <input
          type="checkbox"
          aria-label={t("compare:tickRun", { name: spokenName })}
          checked={index >= 0}
          disabled={full && index < 0}
          onChange={(event) => setCompared(run.id, event.target.checked)}
        />
        {index >= 0 && <RunSwatch run={index} />}
      </td>
      <td>
        <button
          type="button"
          className={css.pick}
          title={name}
          aria-label={t("compare:open", { name: spokenName })}
          aria-current={open}
        >
          {name}
        </button>
        {run.tags.map((tag) => (
          <span key={tag} className={css.tag}>
            {tag}
          </span>
        ))}
      </td>
      <td>
        <span className={css.state} data-state={run.state}>
          {(run.state === "queued" ? queuedText(t, run) : null) ?? t(`runs.states.${run.state}`)}
        </span>
      </td>
      <td>{t("runs.of", { done: run.epochs_done, all: run.epochs })}</td>
      <td>
        <time dateTime={run.created_at}>{timeText(run.created_at, i18n.language)}</time>
      </td>
      {columns.map((column) => (
        <td key={column} className={css.value}>
          {valueText(run, column)}
        </td>
      ))}
      <td className={css.best}>{run.best_loss === null ? "–" : metricText(run.best_loss)}</td>
      <td className={css.numbers}>{numbersOf(run)}</td>
    </tr>
  );
}

/** The loss and the first metric, or its validation if there is one. */
function numbersOf({ logs }: RunRecord): string {
  const metric = Object.keys(logs).find(
    (name) => !/(^|_)loss$/.test(name) && !isValidation(name) && name !== "learning_rate",
  );
  const checked = `val_${metric}`;
  const names = metric === undefined ? ["loss", "val_loss"] : ["loss", checked in logs ? checked : metric];
  return names
    .flatMap((name) => {
      const value = logs[name];
      return value === undefined ? [] : [`${name} ${value === null ? "–" : metricText(value)}`];
    })
    .join(" · ");
}

/** A metric of the last epoch, or a setting of the document. */
function valueText({ logs, parameters }: RunRecord, column: string): string {
  const value = logs[column] ?? (parameters[column] as string | number | undefined);
  return value === undefined ? "" : typeof value === "number" ? metricText(value) : value;
}

/** The time of day; with the date if it was another day. */
function timeText(when: string, language: string): string {
  const date = new Date(when);
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString(language, {
    hour: "2-digit",
    minute: "2-digit",
    ...(today ? {} : { day: "numeric", month: "short" }),
  });
}
