import type { DatasetInfo } from "@schema";
import type { Document } from "../document/types";

/** The data sets, other than that of a document, which have every column that it takes, with rows of the same shape. */
export function fittingDatasets(document: Document, datasets: readonly DatasetInfo[]): DatasetInfo[] {
  const { dataset, inputs, targets, sample_weights, recipes } = document.data ?? {};
  const fields = [inputs, targets, sample_weights].flatMap((part) => Object.values(part ?? {}));
  const columns = fields.flatMap((name) => recipes?.[name]?.from ?? [name]);
  if (columns.length === 0) return [];
  const own = datasets.find(({ name }) => name === dataset);
  return datasets.filter(
    (each) =>
      each !== own &&
      !each.follows_model &&
      columns.every((column) => {
        const shape = shapeOf(each, column);
        return shape !== undefined && (own === undefined || shape === shapeOf(own, column));
      }),
  );
}

const shapeOf = (dataset: DatasetInfo, column: string): string | undefined =>
  dataset.fields.find(({ name }) => name === column)?.shape.join();
