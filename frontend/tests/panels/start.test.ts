import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { TemplateInfo } from "@schema";
import { expect, test } from "vitest";
import { scaleOf } from "../../src/panels/files/exportImage";
import { groupExamples } from "../../src/panels/start/exampleGroups";
import { REPOSITORY } from "../files";

const template = (name: string): TemplateInfo => ({ name, title: name, teaches: "", document: {} });

test("[C60] every template of the server stands in one group, and one that is new to the page is shown too", () => {
  const names = readdirSync(join(REPOSITORY, "backend/layerloom/templates"))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(".json", ""));
  const groups = groupExamples(names.map(template));
  expect(groups.flatMap(([, found]) => found.map(({ name }) => name)).sort()).toEqual(names.sort());
  expect(groups.map(([group]) => group)).not.toContain("more");
  expect(groupExamples([template("iris"), template("brand_new")])).toEqual([
    ["first", [template("iris")]],
    ["more", [template("brand_new")]],
  ]);
});

test("[C56] a picture has two pixels a unit, and fewer where it would be too large to be painted", () => {
  expect(scaleOf(800, 600)).toBe(2);
  for (const [width, height] of [
    [196, 120_000],
    [40_000, 40_000],
    [9_000, 5_000],
  ] as const) {
    const scale = scaleOf(width, height);
    expect(scale).toBeLessThan(2);
    expect(Math.max(width, height) * scale).toBeLessThanOrEqual(16_000);
    expect(width * height * scale ** 2).toBeLessThanOrEqual(32_000_001);
  }
});
