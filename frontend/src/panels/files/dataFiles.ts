/** The endings of files that are data; any other file that is opened is taken for a document. */
export const DATA_ENDINGS = [
  ...[".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".jsonl", ".ndjson"],
  ...[".npy", ".npz", ".gz", ".zip", ".idx", "-ubyte"],
];

/** The endings of files that are read as code. */
export const SCRIPT_ENDINGS = [".py", ".ipynb"];

/** The endings of models that Keras has saved. */
export const MODEL_ENDINGS = [".keras", ".h5", ".hdf5", ".yaml", ".yml"];

/** The endings of files that weights are loaded from. */
export const WEIGHT_ENDINGS = [".keras", ".h5", ".hdf5", ".npz"];

export function isModelFile(name: string): boolean {
  const lower = name.toLowerCase();
  return !isWeightsFile(name) && MODEL_ENDINGS.some((ending) => lower.endsWith(ending));
}

/** Whether a file is weights and nothing else; a model with its weights is a document too, arrays are data. */
export function isWeightsFile(name: string): boolean {
  return name.toLowerCase().endsWith(".weights.h5");
}

export function isScriptFile(name: string): boolean {
  const lower = name.toLowerCase();
  return SCRIPT_ENDINGS.some((ending) => lower.endsWith(ending));
}

export function isDataFile(name: string): boolean {
  const lower = name.toLowerCase();
  return DATA_ENDINGS.some((ending) => lower.endsWith(ending));
}
