import type { NodeReading } from "@schema";
import type { TFunction } from "i18next";
import { percentText } from "../../ui/numbers";
import { rangeText, shortNumber } from "../../ui/shortNumber";

/** From this share of dead units on, the number warns. */
export const DEAD_WARNING_SHARE = 0.5;

export interface ActivationText {
  /** `-1.2 … 3.4` */
  range: string;
  /** `12 % dead`, with a sign where it is much. */
  dead: string | null;
  /** `∇ 3e-4` */
  gradient: string | null;
  /** `⚠ 50 % NaN` */
  broken: string | null;
  /** All of it, for who does not know the signs. */
  sentence: string;
}

/** A reading as a strip shows it, and as a sentence. */
export function activationText(t: TFunction<"watch">, reading: NodeReading): ActivationText {
  const { dead, gradient, nonfinite } = reading;
  const share = (value: number) => percentText(value);
  return {
    range: rangeText(reading.low, reading.high),
    dead: dead ? `${dead > DEAD_WARNING_SHARE ? "⚠ " : ""}${t("dead", { share: share(dead) })}` : null,
    gradient: gradient === null ? null : `∇ ${shortNumber(gradient)}`,
    broken: nonfinite > 0 ? `⚠ ${t("nan", { share: share(nonfinite) })}` : null,
    sentence: activationFacts(t, reading).join(" "),
  };
}

/** Each thing that a reading says, as a sentence of its own. */
export function activationFacts(t: TFunction<"watch">, reading: NodeReading): string[] {
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
