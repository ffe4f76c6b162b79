import type { RunRecord } from "@schema";
import { useTranslation } from "react-i18next";
import { isValidation } from "../../run/series";
import { classes } from "../../ui/classes";
import { shortNumber } from "../training/numbers";
import css from "./RunsPanel.module.css";

interface RunTableProps {
  /** Newest first. */
  runs: readonly RunRecord[];
  open: string;
  onOpen: (id: string) => void;
}

export function RunTable({ runs, open, onOpen }: RunTableProps) {
  const { t, i18n } = useTranslation("training");
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <caption className="visually-hidden">{t("runs.title")}</caption>
        <thead>
          <tr>
            {(["run", "state", "epochs", "when", "numbers"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`runs.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, place) => (
            // The button in the row does the same for keys and readers.
            <tr
              key={run.id}
              className={classes(css.row, run.id === open && css.open)}
              onClick={() => onOpen(run.id)}
            >
              <td>
                <button
                  type="button"
                  className={css.pick}
                  aria-label={t("runs.open", { number: runs.length - place })}
                  aria-current={run.id === open}
                >
                  {runs.length - place}
                </button>
              </td>
              <td>
                <span className={css.state} data-state={run.state}>
                  {t(`runs.states.${run.state}`)}
                </span>
              </td>
              <td>{t("runs.of", { done: run.epochs_done, all: run.epochs })}</td>
              <td>
                <time dateTime={run.created_at}>{whenText(run.created_at, i18n.language)}</time>
              </td>
              <td className={css.numbers}>{numbersOf(run)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
