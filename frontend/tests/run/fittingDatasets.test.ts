import type { DatasetInfo } from "@schema";
import { expect, test } from "vitest";
import type { Document } from "../../src/document/types";
import { fittingDatasets } from "../../src/run/fittingDatasets";

const dataset = (name: string, fields: Record<string, number[]>) =>
  ({
    name,
    follows_model: false,
    fields: Object.entries(fields).map(([field, shape]) => ({ name: field, shape })),
  }) as unknown as DatasetInfo;

test("[R285] data sets with the columns of a run, in the same shape, are offered for its evaluation", () => {
  const document = {
    data: {
      dataset: "houses",
      recipes: { numbers: { from: ["rooms", "area"] } },
      inputs: { features: "numbers" },
      targets: { price: "price" },
    },
  } as unknown as Document;
  const columns = { rooms: [], area: [], price: [] };
  const known = [
    dataset("houses", columns),
    dataset("later", { ...columns, more: [] }),
    dataset("flats", { rooms: [], price: [] }),
    dataset("streets", { ...columns, area: [2] }),
  ];
  expect(fittingDatasets(document, known).map(({ name }) => name)).toEqual(["later"]);
  expect(fittingDatasets({} as Document, known)).toEqual([]);
});
