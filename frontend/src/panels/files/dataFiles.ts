/** The endings of files that are data; any other file that is opened is taken for a document. */
export const DATA_ENDINGS = [
  ...[".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".jsonl", ".ndjson"],
  ...[".npy", ".npz", ".gz", ".zip", ".idx", "-ubyte"],
];

/** The endings of files that are read as code. */
export const SCRIPT_ENDINGS = [".py", ".ipynb"];

export function isScriptFile(name: string): boolean {
  const lower = name.toLowerCase();
  return SCRIPT_ENDINGS.some((ending) => lower.endsWith(ending));
}

export function isDataFile(name: string): boolean {
  const lower = name.toLowerCase();
  return DATA_ENDINGS.some((ending) => lower.endsWith(ending));
}
