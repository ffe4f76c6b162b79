import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const FRONTEND = join(import.meta.dirname, "..");
export const REPOSITORY = join(FRONTEND, "..");
export const SOURCES = join(FRONTEND, "src");

/** Paths below `src`, of every file with one of the endings. */
export function sources(...endings: string[]): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => endings.some((ending) => path.endsWith(ending)));
}

export function source(path: string): string {
  return readFileSync(join(SOURCES, path), "utf8");
}

export function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(REPOSITORY, ...path), "utf8")) as T;
}
