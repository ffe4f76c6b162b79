import { i18n } from "../i18n/index";

/** `5,850`: whole numbers with thin separators as the language has them. */
export function countText(value: number): string {
  return value.toLocaleString(i18n.language);
}

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** `23 kB`: bytes in the unit that keeps the number short. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  const number = value.toLocaleString(i18n.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number} ${UNITS[unit]}`;
}
