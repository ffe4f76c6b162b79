import { i18n } from "../i18n/index";

/** `5,850`: whole numbers with thin separators as the language has them. */
export function countText(value: number): string {
  return value.toLocaleString(i18n.language);
}

const BYTES = ["B", "kB", "MB", "GB", "TB", "PB"];
const FLOPS = ["", "k", "M", "G", "T", "P", "E"].map((prefix) => `${prefix}FLOPs`);

/** `23 kB`: bytes in the unit that keeps the number short. */
export function bytesText(bytes: number): string {
  return scaledText(bytes, BYTES);
}

/** `1.2 GFLOPs`: floating-point operations, likewise. */
export function flopsText(operations: number): string {
  return scaledText(operations, FLOPS);
}

/** `34%` as the language writes it; what is above nothing is never nothing. */
export function percentText(share: number): string {
  const written = (value: number, digits: number) =>
    value.toLocaleString(i18n.language, { style: "percent", maximumFractionDigits: digits });
  if (share > 0 && share < 0.001) return `<${written(0.001, 1)}`;
  return written(share, share < 0.1 ? 1 : 0);
}

function scaledText(whole: number, units: readonly string[]): string {
  let value = whole;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  const number = value.toLocaleString(i18n.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number} ${units[unit]}`;
}
/** A number in as few signs as tell its size: `-1.2`, `340`, `3e-4`; for a card, where a thousandth decides nothing. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.01 || size >= 10_000) return value.toExponential(0).replace("e+", "e");
  if (size >= 10) return value.toFixed(0);
  return value.toFixed(size >= 1 ? 1 : 2).replace(/\.?0+$/, "");
}

/** `-1.2 … 3.4`; one number where both ends are the same, nothing where there are none. */
export function rangeText(low: number | null, high: number | null): string {
  if (low === null || high === null) return "";
  return low === high ? shortNumber(low) : `${shortNumber(low)} … ${shortNumber(high)}`;
}
