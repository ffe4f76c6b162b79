/** The endings of files that are data; any other file that is opened is taken for a document. */
export const DATA_ENDINGS = [
  ...[".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".jsonl", ".ndjson"],
  ...[".npy", ".npz", ".gz", ".zip", ".idx", "-ubyte"],
];

/** The endings of files that are read as code. */
export const SCRIPT_ENDINGS = [".py", ".ipynb"];

/** The endings of models that Keras has saved. */
export const MODEL_ENDINGS = [".keras", ".h5", ".hdf5"];

const WEIGHTS_ENDING = ".weights.h5";

export function isModelFile(name: string): boolean {
  const lower = name.toLowerCase();
  return !lower.endsWith(WEIGHTS_ENDING) && MODEL_ENDINGS.some((ending) => lower.endsWith(ending));
}

export function isScriptFile(name: string): boolean {
  const lower = name.toLowerCase();
  return SCRIPT_ENDINGS.some((ending) => lower.endsWith(ending));
}

export function isDataFile(name: string): boolean {
  const lower = name.toLowerCase();
  return DATA_ENDINGS.some((ending) => lower.endsWith(ending));
}
