import type { SweepDetail, Trial } from "@schema";
import { useTranslation } from "react-i18next";
import type { Json } from "../../document/types";
import css from "./SweepPanel.module.css";
import { settingText } from "./TrialTable";

const HEIGHT = 130;
const TOP = 30;
const BOTTOM = 16;
const GAP = 130;
const MARGIN = 60;

interface Axis {
  name: string;
  /** From 0 at the foot to 1 at the top; `null` where a trial has no value. */
  place: (trial: Trial) => number | null;
  low: string;
  high: string;
}

/** Parallel coordinates: an axis for each setting and one for what is sought, and a line for each trial. */
export function ParallelPlot({ sweep }: { sweep: SweepDetail }) {
  const { t } = useTranslation("sweeps");
  const trials = sweep.all_trials.filter(({ value }) => value !== null);
  if (trials.length < 2) return null;
  const axes = [
    ...sweep.space.map(({ name, range }, index) =>
      axisOf(name ?? "", trials, (trial) => trial.values[index] as Json, range?.log === true),
    ),
    axisOf(sweep.objective.metric ?? "", trials, ({ value }) => value, false),
  ];
  const width = MARGIN * 2 + GAP * (axes.length - 1);
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const worstFirst = trials.toSorted(
    (a, b) => ((b.value ?? 0) - (a.value ?? 0)) * (sweep.objective.direction === "minimize" ? 1 : -1),
  );
  return (
    <div className={css.plot}>
      <svg width={width} height={HEIGHT} role="img" aria-label={t("parallel")}>
        {worstFirst.map((trial, index) => (
          <polyline
            key={trial.number}
            points={axes
              .flatMap(({ place }, at) => {
                const share = place(trial);
                return share === null ? [] : [`${MARGIN + GAP * at},${y(share)}`];
              })
              .join(" ")}
            className={css.line}
            style={{ opacity: 0.15 + (0.85 * (index + 1)) / worstFirst.length }}
            data-best={trial.number === sweep.best?.number || undefined}
          />
        ))}
        {axes.map(({ name, low, high }, at) => {
          const x = MARGIN + GAP * at;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an axis is its place.
            <g key={at} className={css.axis}>
              <line x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} />
              <text x={x} y={11} className={css.axisName}>
                {name}
              </text>
              <text x={x} y={TOP - 5}>
                {high}
              </text>
              <text x={x} y={HEIGHT - 4}>
                {low}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function axisOf(name: string, trials: readonly Trial[], value: (trial: Trial) => Json, log: boolean): Axis {
  const all = trials.map(value);
  const numbers = all.filter((each): each is number => typeof each === "number");
  if (numbers.length < all.length) {
    const kinds = [...new Set(all.map(settingText))];
    const place = (trial: Trial) => kinds.indexOf(settingText(value(trial))) / Math.max(kinds.length - 1, 1);
    return { name, place, low: kinds[0] ?? "", high: kinds.at(-1) ?? "" };
  }
  const scale = (number: number) => (log && number > 0 ? Math.log(number) : number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const span = scale(high) - scale(low) || 1;
  return {
    name,
    place: (trial) => (scale(value(trial) as number) - scale(low)) / span,
    low: settingText(low),
    high: settingText(high),
  };
}
