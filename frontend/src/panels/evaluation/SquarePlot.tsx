import { classNames } from "../../ui/classNames";
import { shortNumber } from "../../ui/numbers";
import css from "./Plots.module.css";

/** Where the numbers of an axis begin and end, and what they are. */
export interface Axis {
  label: string;
  low: number;
  high: number;
}

export interface PlotSeries {
  name: string;
  /** The custom property with its colour. */
  colour: string;
  points: readonly (readonly [x: number, y: number])[];
  dashed?: boolean;
  /** Whether its points are marked on the line. */
  marked?: boolean;
}

interface SquarePlotProps {
  title: string;
  note?: string;
  x: Axis;
  y: Axis;
  /** Drawn as lines, or as dots alone. */
  series: readonly PlotSeries[];
  dots?: boolean;
  /** The line of equal x and y. */
  diagonal?: boolean;
}

const SIZE = 200;
const LEFT = 44;
const TOP = 8;
const TICKS = [0, 0.5, 1];
/** More names than these are in the table only. */
const MOST_NAMES = 10;

/** A square plot of lines or dots with its axes; several series are named below it. */
export function SquarePlot({ title, note, x, y, series, dots, diagonal }: SquarePlotProps) {
  const spoken = [title, ...series.map(({ name }) => name)].join(", ");
  const across = (value: number) => LEFT + share(value, x) * SIZE;
  const up = (value: number) => TOP + (1 - share(value, y)) * SIZE;
  const path = ({ points }: PlotSeries) => points.map(([a, b]) => `${across(a)},${up(b)}`).join(" ");
  return (
    <figure className={css.plot}>
      <figcaption>
        {title} {note !== undefined && <small>{note}</small>}
      </figcaption>
      <svg viewBox={`0 0 ${LEFT + SIZE + 12} ${TOP + SIZE + 36}`} role="img" aria-label={spoken}>
        <rect className={css.area} x={LEFT} y={TOP} width={SIZE} height={SIZE} />
        {TICKS.map((at) => (
          <g key={at}>
            <text className={css.tick} x={LEFT + at * SIZE} y={TOP + SIZE + 14} textAnchor="middle">
              {shortNumber(x.low + at * (x.high - x.low))}
            </text>
            <text className={css.tick} x={LEFT - 6} y={TOP + (1 - at) * SIZE + 4} textAnchor="end">
              {shortNumber(y.low + at * (y.high - y.low))}
            </text>
          </g>
        ))}
        <text className={css.axis} x={LEFT + SIZE / 2} y={TOP + SIZE + 31} textAnchor="middle">
          {x.label}
        </text>
        <text
          className={css.axis}
          textAnchor="middle"
          transform={`translate(11 ${TOP + SIZE / 2}) rotate(-90)`}
        >
          {y.label}
        </text>
        {diagonal && (
          <line
            className={css.diagonal}
            x1={across(Math.max(x.low, y.low))}
            y1={up(Math.max(x.low, y.low))}
            x2={across(Math.min(x.high, y.high))}
            y2={up(Math.min(x.high, y.high))}
          />
        )}
        {series.map((each) => (
          <g key={each.name} style={{ color: `var(${each.colour})` }}>
            {dots || (
              <polyline className={classNames(css.line, each.dashed && css.dashed)} points={path(each)} />
            )}
            {(dots || each.marked) &&
              each.points.map(([a, b], place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: points have nothing else, and never change
                <circle key={place} className={css.dot} cx={across(a)} cy={up(b)} r={dots ? 2 : 3} />
              ))}
          </g>
        ))}
      </svg>
      {series.length > 1 && series.length <= MOST_NAMES && (
        <ul className={css.names}>
          {series.map(({ name, colour, dashed }) => (
            <li key={name}>
              <span
                className={classNames(css.swatch, dashed && css.dashedSwatch)}
                style={{ color: `var(${colour})` }}
                aria-hidden
              />
              {name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

const share = (value: number, { low, high }: Axis) => (high > low ? (value - low) / (high - low) : 0.5);
