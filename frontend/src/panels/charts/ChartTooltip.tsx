import { useLayoutEffect, useRef, useState } from "react";
import { classNames } from "../../ui/classNames";
import { metricText } from "../run/numberText";
import css from "./CurveChart.module.css";
import { type ChartData, labelOf } from "./plotLines";
import { colourName } from "./plotStyle";

interface ChartTooltipProps {
  chartData: ChartData;
  epoch: number;
  /** The x position of the cursor line, in pixels. */
  left: number;
}

/** The value of each curve at the cursor, beside its line. The chart's `aria-valuetext` says the same. */
export function ChartTooltip({ chartData: { chart, runs }, epoch, left }: ChartTooltipProps) {
  const box = useRef<HTMLUListElement>(null);
  const [flipped, setFlipped] = useState(false);
  useLayoutEffect(() => {
    const list = box.current;
    // Right of the plotting area are the names of the curves.
    const area = list?.parentElement?.querySelector<HTMLElement>(".u-over");
    const room = area ? area.offsetLeft + area.offsetWidth : 0;
    setFlipped(list !== null && left + list.offsetWidth + 8 > room && left > list.offsetWidth);
  }, [left]);
  const rows = chart.lines.flatMap((line) => {
    const value = line.values[epoch - 1];
    return value === null || value === undefined ? [] : [{ line, value }];
  });
  if (rows.length === 0) return null;
  return (
    <ul ref={box} className={classNames(css.tooltip, flipped && css.flipped)} style={{ left }} aria-hidden>
      {rows.map(({ line, value }) => (
        <li key={`${line.name} ${line.run}`}>
          <svg width="16" height="8" aria-hidden>
            <line
              x1="0"
              x2="16"
              y1="4"
              y2="4"
              strokeWidth="2"
              strokeDasharray={line.validation ? "4 3" : undefined}
              style={{ stroke: `var(${colourName(line.run, line.validation, runs !== null)})` }}
            />
          </svg>
          <span>{labelOf(line, runs)}</span>
          <span className={css.number}>{metricText(value)}</span>
        </li>
      ))}
    </ul>
  );
}
