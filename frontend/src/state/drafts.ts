import { readableDocument } from "../document/readDocument";
import type { Document } from "../document/types";
import { readStored, removeStored, writeStored } from "./localStorage";

/** What this browser keeps of a project until the server has it. */
export interface Draft {
  /** The revision that it was edited from. */
  revision: number;
  document: Document;
  /** Fingerprints of versions whose saving was never confirmed: should one of them be there, it is ours. */
  sent: readonly string[];
}

const keyOf = (id: string) => `draft.${id}`;

export function readDraft(id: string): Draft | null {
  try {
    const draft = JSON.parse(readStored(keyOf(id)) ?? "null") as Draft | null;
    return draft !== null && readableDocument(draft.document) !== null ? draft : null;
  } catch {
    return null;
  }
}

export function writeDraft(id: string, draft: Draft): void {
  writeStored(keyOf(id), JSON.stringify(draft));
}

export function dropDraft(id: string): void {
  removeStored(keyOf(id));
}
