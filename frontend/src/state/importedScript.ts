import type { Imported } from "@schema";
import { create } from "zustand";

/** A script or notebook that is read but not opened yet, because something of it is to be chosen. */
export interface ImportedScript {
  name: string;
  text: string;
  found: Imported;
  /** What is written for its holes, by their keys. */
  filled: Readonly<Record<string, string>>;
  busy: boolean;
  /** Why the server cannot read it so. */
  failed: string | null;
}

interface ImportedScriptState {
  script: ImportedScript | null;
}

export const useImportedScript = create<ImportedScriptState>(() => ({ script: null }));

/** Changes what is known of a script, unless it was closed meanwhile. */
export function updateImportedScript(changes: Partial<ImportedScript>): void {
  useImportedScript.setState(({ script }) => (script === null ? {} : { script: { ...script, ...changes } }));
}
