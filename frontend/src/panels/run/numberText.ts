import type { TFunction } from "i18next";

/** A loss or metric with three significant digits. */
export function metricText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 0.0005 || size >= 1e6)) return value.toExponential(1);
  if (size >= 1000) return value.toFixed(0);
  if (size >= 100) return value.toFixed(1);
  return size >= 10 ? value.toFixed(2) : value.toFixed(3);
}

/** An estimated time in one unit: `20 s`, `2 min`, `3 h`. */
export function approximateTime(t: TFunction<"training">, seconds: number): string {
  if (seconds < 10) return t("time.seconds", { seconds: Math.round(seconds) });
  if (seconds < 55) return t("time.seconds", { seconds: Math.round(seconds / 5) * 5 });
  if (seconds < 90 * 60) return t("time.wholeMinutes", { minutes: Math.round(seconds / 60) });
  return t("time.wholeHours", { hours: Math.round(seconds / 3600) });
}

/** A duration in its two largest units: `0.21 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(t: TFunction<"training">, seconds: number): string {
  if (seconds < 10)
    return t("time.seconds", { seconds: seconds < 1 ? seconds.toFixed(2) : seconds.toFixed(1) });
  const rounded = Math.round(seconds);
  if (rounded < 60) return t("time.seconds", { seconds: rounded });
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return t("time.minutes", { minutes, seconds: rounded % 60 });
  return t("time.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
