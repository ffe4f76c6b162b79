import { describe, expect, test } from "vitest";
import { readJson, source } from "./files";

type Tokens = Record<string, string>;

const css = source("ui/tokens.css");

function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

/** Contrast as WCAG 2 has it. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const themes = { light: tokensOf(":root"), dark: tokensOf(':root[data-theme="dark"]') };
const GROUNDS = ["background", "panel", "field", "hover"];
const PAIRS: [string, string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ["ink", ground],
    ["mute", ground],
  ]),
  ["accent", "panel"],
  ["on-accent", "accent"],
  ["ok", "panel"],
  ["ok", "hover"],
  ["warn", "panel"],
  ["warn", "warn-soft"],
  ["error", "panel"],
  ["error", "error-soft"],
  ["panel", "error"],
  ["panel", "warn"],
];
const { components } = readJson<{ components: { schemas: { Family: { enum: string[] } } } }>(
  "shared_schema/generated/openapi.json",
);
/** The families of the catalogue, and what is no layer: a band on a node, a dot in a list, a class in the inspector. */
const FAMILIES = [...components.schemas.Family.enum, "op", "model"];

describe.each(Object.entries(themes))("the %s theme", (_name, tokens) => {
  test("has the same names as the other", () => {
    expect(Object.keys(tokens).sort()).toEqual(Object.keys(themes.light).sort());
  });

  test.each(PAIRS)("text: %s on %s has 4.5 : 1", (text, ground) => {
    expect(contrast(tokens[text] ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  test.each(FAMILIES)("text: the family %s on the panel has 4.5 : 1", (family) => {
    expect(contrast(tokens[family] ?? "", tokens.panel ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  test("drawing: a wire on the background has 3 : 1", () => {
    expect(contrast(tokens.wire ?? "", tokens.background ?? "")).toBeGreaterThanOrEqual(3);
  });
});
