import { i18n } from "../i18n/index";

/** `10 Jan 2020`, with the time where it is not midnight: a moment in UTC, given in ISO 8601, as the language writes it. */
export function dateText(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const atMidnight = iso.includes("T00:00:00Z");
  return moment.toLocaleString(i18n.language, {
    timeZone: "UTC",
    dateStyle: "medium",
    ...(atMidnight ? {} : { timeStyle: "medium" }),
  });
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The units of `timeAgo`, each in seconds, and the number of seconds below which it is used. */
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number, number])[] = [
  ["second", 1, MINUTE],
  ["minute", MINUTE, HOUR],
  ["hour", HOUR, DAY],
  ["day", DAY, 7 * DAY],
  ["week", 7 * DAY, 30 * DAY],
  ["month", 30 * DAY, 365 * DAY],
  ["year", 365 * DAY, Number.POSITIVE_INFINITY],
];

/** How long before `now` (in ms) a moment was: `3 minutes ago`, `yesterday`. Below a minute it is now. */
export function timeAgo(iso: string, now: number, language: string): string {
  const seconds = Math.max(0, (now - new Date(iso).getTime()) / 1000);
  const [unit, length] = UNITS.find(([, , below]) => seconds < below) ?? (["year", 365 * DAY] as const);
  const count = unit === "second" ? 0 : Math.floor(seconds / length);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-count, unit);
}
