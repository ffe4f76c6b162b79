import { expect, it } from "vitest";
import { timeAgo } from "../src/ui/dates";

const NOW = Date.parse("2026-11-30T12:00:00Z");

it.each([
  ["2026-11-30T11:59:30Z", "now"],
  ["2026-11-30T12:00:05Z", "now"],
  ["2026-11-30T11:58:59Z", "1 minute ago"],
  ["2026-11-30T09:00:00Z", "3 hours ago"],
  ["2026-11-29T11:00:00Z", "yesterday"],
  ["2026-11-18T12:00:00Z", "last week"],
  ["2025-11-20T12:00:00Z", "last year"],
])("[C326] says of %s: %s", (iso, text) => {
  expect(timeAgo(iso, NOW, "en")).toBe(text);
});

it("[C326] says it in the language of the page", () => {
  expect(timeAgo("2026-11-30T09:00:00Z", NOW, "zh-CN")).toBe("3小时前");
});
