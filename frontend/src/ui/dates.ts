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
