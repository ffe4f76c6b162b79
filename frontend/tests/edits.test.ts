import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../src/document/applyEdit";
import type { Document, Edit } from "../src/document/types";

interface Case {
  why: string;
  document: Document;
  edits: Edit[];
  result: Document;
}

const folder = join(import.meta.dirname, "../../tests/cases/edits");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe("applyEdits does what the server does", () => {
  test("there are golden cases", () => expect(names.length).toBeGreaterThan(10));

  test.each(names)("%s", (name) => {
    const golden = JSON.parse(readFileSync(join(folder, name), "utf8")) as Case;
    const before = structuredClone(golden.document);
    expect(applyEdits(golden.document, golden.edits)).toEqual(golden.result);
    expect(golden.document, "the document given stays as it was").toEqual(before);
  });
});
