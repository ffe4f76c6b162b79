import type { SweepDetail, Trial } from "@schema";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../document/types";
import { valueText } from "../../document/values/settings";
import { ownFailure } from "../../i18n/messages";
import { metricText } from "../run/numberText";
import css from "./SweepPanel.module.css";

/** The trials of a sweep with their settings and what came of them, in their order or the best first. */
export function TrialTable({ sweep }: { sweep: SweepDetail }) {
  const { t } = useTranslation("sweeps");
  const [byValue, setByValue] = useState(false);
  const sign = sweep.objective.direction === "minimize" ? 1 : -1;
  const rank = ({ value }: Trial) => (value === null ? Number.POSITIVE_INFINITY : sign * value);
  const trials = byValue
    ? sweep.all_trials.toSorted((a, b) => rank(a) - rank(b) || a.number - b.number)
    : sweep.all_trials;
  const Arrow = sign > 0 ? ArrowUp : ArrowDown;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.trials} tabIndex={0} aria-label={t("trialTable")}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("trial")}</th>
            {sweep.space.map(({ name }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a dimension is its place.
              <th key={index} scope="col">
                {name || index + 1}
              </th>
            ))}
            <th scope="col" aria-sort={byValue ? (sign > 0 ? "ascending" : "descending") : "none"}>
              <button type="button" className={css.sort} onClick={() => setByValue(!byValue)}>
                {sweep.objective.metric}
                {byValue && <Arrow size={12} aria-hidden />}
              </button>
            </th>
            <th scope="col">{t("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {trials.map((trial) => (
            <tr key={trial.number} data-best={trial.number === sweep.best?.number || undefined}>
              <th scope="row">{trial.number + 1}</th>
              {trial.values.map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a dimension is its place.
                <td key={index} className={css.mono}>
                  {settingText(value as Json)}
                </td>
              ))}
              <td className={css.mono}>{trial.value === null ? "" : metricText(trial.value)}</td>
              <td data-state={trial.state}>
                {t(`trialState.${trial.state}`)}
                {trial.failure !== null && (
                  <span className={css.why}> {ownFailure(trial.failure) ?? trial.message}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function settingText(value: Json): string {
  return typeof value === "number" && !Number.isInteger(value) ? metricText(value) : valueText(value);
}
