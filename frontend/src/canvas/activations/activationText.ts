import type { NodeReading } from "@schema";
import type { TFunction } from "i18next";
import { percentText, rangeText, shortNumber } from "../../ui/numbers";

/** The share of dead units from which on the number is shown as a warning. */
export const DEAD_WARNING_SHARE = 0.5;

export interface ActivationText {
  /** `-1.2 … 3.4` */
  range: string;
  /** `12 % dead`, with a warning sign above `DEAD_WARNING_SHARE`. */
  dead: string | null;
  /** `∇ 3e-4` */
  gradient: string | null;
  /** `⚠ 50 % NaN` */
  nonfiniteText: string | null;
  /** All of it as a sentence, for a tooltip and screen readers. */
  sentence: string;
}

/** The text of an activation reading: short for the strip, and as a sentence. */
export function activationText(t: TFunction<"activations">, reading: NodeReading): ActivationText {
  const { dead, gradient, nonfinite } = reading;
  const share = (value: number) => percentText(value);
  return {
    range: rangeText(reading.low, reading.high),
    dead: dead ? `${dead > DEAD_WARNING_SHARE ? "⚠ " : ""}${t("dead", { share: share(dead) })}` : null,
    gradient: gradient === null ? null : `∇ ${shortNumber(gradient)}`,
    nonfiniteText: nonfinite > 0 ? `⚠ ${t("nan", { share: share(nonfinite) })}` : null,
    sentence: activationFacts(t, reading).join(" "),
  };
}

/** One sentence for each fact of an activation reading. */
export function activationFacts(t: TFunction<"activations">, reading: NodeReading): string[] {
  const { low, high, dead, gradient, nonfinite } = reading;
  const facts = [
    low === null || high === null
      ? t("facts.nothing")
      : t("facts.range", { low: shortNumber(low), high: shortNumber(high) }),
  ];
  if (nonfinite > 0) facts.push(t("facts.nonfinite", { share: percentText(nonfinite) }));
  if (dead !== null) facts.push(t(dead > 0 ? "facts.dead" : "facts.alive", { share: percentText(dead) }));
  if (gradient !== null) facts.push(t("facts.gradient", { norm: shortNumber(gradient) }));
  return facts;
}
