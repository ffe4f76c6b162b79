import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { source, sources } from "./files";

/** What each folder may import from, itself aside. A folder that is not here may be imported by the page alone. */
const MAY: Record<string, readonly string[]> = {
  document: ["@schema"],
  run: ["@schema", "document"],
  ui: ["i18n"],
  i18n: ["@schema", "document"],
  api: ["@schema", "document", "run", "i18n"],
  state: ["@schema", "document", "run", "api", "i18n"],
  actions: ["@schema", "document", "run", "api", "i18n", "state"],
  commands: ["@schema", "document", "run", "i18n", "state", "actions"],
  canvas: ["@schema", "document", "run", "state", "actions", "commands", "ui", "i18n"],
  panels: ["@schema", "document", "run", "api", "state", "actions", "commands", "ui", "i18n"],
  predictionPage: ["@schema", "run", "panels", "ui", "i18n"],
  "": ["@schema", "document", "run", "state", "actions", "commands", "canvas", "panels", "ui", "i18n"],
};

/** Packages that only some folders may know. */
const PACKAGES: Record<string, readonly string[]> = {
  "@xyflow/react": ["canvas"],
  elkjs: ["canvas"],
  uplot: ["panels"],
  "openapi-fetch": ["api"],
  partysocket: ["api"],
  "radix-ui": ["ui"],
  "@litertjs/core": ["predictionPage"],
};
const NO_REACT = ["document", "run", "api"];

function zoneOf(path: string): string {
  const [folder = "", ...rest] = path.split("/");
  return rest.length === 0 ? "" : folder;
}

function importsOf(path: string): string[] {
  const found = source(path).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g);
  return [...found].map((match) => match[1] ?? "");
}

const files = sources(".ts", ".tsx");

describe("imports go one way", () => {
  test("every folder has its rule, and there are files", () => {
    expect(new Set(files.map(zoneOf))).toEqual(new Set(Object.keys(MAY)));
  });

  test.each(files)("%s", (path) => {
    const zone = zoneOf(path);
    for (const name of importsOf(path)) {
      if (name.startsWith(".")) {
        const target = posix.normalize(posix.join(posix.dirname(path), name));
        const other = zoneOf(target);
        expect(target.startsWith(".."), `${path} leaves src: ${name}`).toBe(false);
        if (other !== zone) expect(MAY[zone], `${path} imports ${name}`).toContain(other);
      } else if (name === "@schema") {
        expect(MAY[zone], `${path} imports @schema`).toContain("@schema");
        expect(source(path)).toMatch(/import type [^;]*from "@schema"/);
      } else {
        const owners = Object.entries(PACKAGES).find(
          ([known]) => name === known || name.startsWith(`${known}/`),
        );
        if (owners !== undefined) expect(owners[1], `${path} imports ${name}`).toContain(zone);
        const isReact = /^(react|react-dom|react-i18next|zustand)(\/|$)/.test(name);
        if (isReact) expect(NO_REACT, `${path} imports ${name}`).not.toContain(zone);
      }
    }
  });

  test("nothing imports in a circle", () => {
    const graph = new Map(
      files.map((path) => [
        path,
        importsOf(path)
          .filter((name) => name.startsWith("."))
          .map((name) => posix.normalize(posix.join(posix.dirname(path), name)))
          .map((name) => files.find((file) => file.replace(/(\/index)?\.tsx?$/, "") === name) ?? ""),
      ]),
    );
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]) => {
      expect(way, `a circle: ${[...way, path].join(" -> ")}`).not.toContain(path);
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
      done.add(path);
    };
    for (const path of files) visit(path, []);
  });
});
