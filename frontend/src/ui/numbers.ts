/** `5,850`: whole numbers with thin separators as the language has them. */
export function countText(value: number): string {
  return value.toLocaleString("en");
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
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}
