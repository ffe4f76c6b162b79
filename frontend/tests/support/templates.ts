import { readdirSync } from "node:fs";
import { join } from "node:path";
import { modelAsDocument, modelsOf } from "../../src/document/nestedModels";
import type { Document } from "../../src/document/types";
import { REPOSITORY, readJson } from "../files";

const FOLDER = "backend/layerloom/templates";

/** Every graph of the shipped templates with its name, nested ones too. */
export function drawings(): [string, Document][] {
  const names = readdirSync(join(REPOSITORY, FOLDER)).filter((name) => name.endsWith(".json"));
  return names.flatMap((file) => {
    const { document } = readJson<{ document: Document }>(FOLDER, file);
    const name = file.replace(".json", "");
    const nested = Object.keys(modelsOf(document)).flatMap((model): [string, Document][] => {
      const inside = modelAsDocument(document, model);
      return inside === null ? [] : [[`${name}, ${model}`, inside]];
    });
    return [[name, document] as [string, Document], ...nested];
  });
}
