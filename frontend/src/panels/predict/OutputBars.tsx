import type { PredictedOutput } from "@schema";
import { useTranslation } from "react-i18next";
import { type Cell, numbersOf } from "../../run/predictionRow";
import { classNames } from "../../ui/classNames";
import { percentText, shortNumber } from "../../ui/numbers";
import css from "./PredictPanel.module.css";

const MOST_BARS = 12;

interface OutputBarsProps {
  output: PredictedOutput;
  /** What the data says, where the row is one of it. */
  target: Cell | undefined;
}

/** What one output gives for the row: a bar for each unit, with the name of its class. */
export function OutputBars({ output, target }: OutputBarsProps) {
  const { t } = useTranslation("predict");
  const label = output.labels?.[0];
  const bars = barsOf(output);
  const shares = bars.every(({ value }) => value !== null && value >= 0 && value <= 1) && output.classes;
  const largest = Math.max(...bars.map(({ value }) => Math.abs(value ?? 0)), Number.MIN_VALUE);
  const shown = [...bars].sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, MOST_BARS);
  const inOrder = bars.length <= MOST_BARS ? bars : shown;
  return (
    <div className={css.output} role="status" aria-label={output.name}>
      <h3 className={css.name}>
        {output.name}
        {label !== undefined && <strong className={css.label}>{label}</strong>}
      </h3>
      {target !== undefined && (
        <p className={classNames(css.target, label !== undefined && label !== target && css.differs)}>
          {t("target", { value: targetText(target) })}
        </p>
      )}
      <ul className={css.bars}>
        {inOrder.map(({ name, value }) => (
          <li key={name} className={classNames(css.line, name === label && css.best)}>
            <span className={css.unit}>{name}</span>
            <span className={css.track} aria-hidden>
              <span
                className={css.bar}
                style={{ width: `${(Math.abs(value ?? 0) / (shares ? 1 : largest)) * 100}%` }}
              />
            </span>
            <span className={css.value}>
              {value === null ? t("notFinite") : shares ? percentText(value) : shortNumber(value)}
            </span>
          </li>
        ))}
      </ul>
      {bars.length > MOST_BARS && <p className={css.more}>{t("more", { count: bars.length - MOST_BARS })}</p>}
    </div>
  );
}

function barsOf({ values, classes }: PredictedOutput): { name: string; value: number | null }[] {
  const flat = numbersOf(values[0] as Cell);
  const [first = null] = flat;
  if (flat.length === 1 && classes?.length === 2 && first !== null && first >= 0 && first <= 1) {
    return classes.map((name, place) => ({ name, value: place === 1 ? first : 1 - first }));
  }
  const names = classes?.length === flat.length ? classes : null;
  return flat.map((value, place) => ({ name: names?.[place] ?? String(place), value }));
}

function targetText(target: Cell): string {
  if (typeof target === "number") return shortNumber(target);
  return typeof target === "string" ? target : JSON.stringify(target);
}
