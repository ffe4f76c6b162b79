import type { DatasetInfo, FieldInfo } from "@schema";
import { expect, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import { chooseDatasetEdits } from "../../src/document/bindings";
import type { Document } from "../../src/document/types";
import { FIELD } from "../support/training";

const field = (name: string, shape: number[] = []): FieldInfo => ({ ...FIELD, name, shape });

const dataset = (...fields: FieldInfo[]): DatasetInfo => ({
  name: "houses",
  title: "houses.csv",
  text: "",
  rows: 10,
  version: "v",
  fields,
  follows_model: false,
  versions: ["v"],
});

const MODEL: Document = {
  format: 2,
  name: "Houses",
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "area", shape: [1], dtype: "float32" },
      { kind: "input", id: "n2", name: "photo", shape: [8, null, 3], dtype: "float32" },
      { kind: "output", id: "n3", name: "price" },
    ],
    edges: [],
  },
};

function chosen(data: Document["data"], info: DatasetInfo) {
  const document = { ...MODEL, ...(data === undefined ? {} : { data }) };
  const { edits, bound, open } = chooseDatasetEdits(document, info, { n3: [1] });
  return { data: applyEdits(document, edits).data, bound, open };
}

test("binds by name, then the only field that fits", () => {
  const { data, bound, open } = chosen(
    undefined,
    dataset(field("area"), field("x", [8, 5, 3]), field("price")),
  );
  expect(data).toEqual({
    dataset: "houses",
    inputs: { area: "area", photo: "x" },
    targets: { price: "price" },
  });
  expect([bound, open]).toEqual([["area", "photo", "price"], []]);
});

test("binds nothing where several fields fit, and says what is left", () => {
  const { data, open } = chosen(undefined, dataset(field("a", [8, 5, 3]), field("b", [8, 6, 3])));
  expect(data?.inputs).toBeUndefined();
  expect(open).toEqual(["area", "photo", "price"]);
});

test("takes single numbers for rows of one number", () => {
  const { data } = chosen(undefined, dataset(field("photo", [8, 8, 3]), field("price"), field("size")));
  expect(data?.inputs).toEqual({ photo: "photo", area: "size" });
});

test("keeps the bindings that hold, and drops those to fields that are not there", () => {
  const before = { dataset: "old", inputs: { area: "rooms", photo: "gone" }, targets: { price: "price" } };
  const { data } = chosen(before, dataset(field("rooms"), field("area"), field("price")));
  expect(data?.inputs).toEqual({ area: "rooms" });
  expect(data?.targets).toEqual({ price: "price" });
});

test("keeps a binding to what a recipe makes", () => {
  const recipes = { numbers: { from: ["rooms"], steps: [] } };
  const before = { dataset: "old", recipes, inputs: { area: "numbers" } };
  const { data } = chosen(before, dataset(field("rooms"), field("price")));
  expect(data?.inputs).toEqual({ area: "numbers" });
});

test("[C145] features are bound to inputs alone, targets to outputs, and what is ignored to nothing", () => {
  const document: Document = {
    format: 2,
    name: "Homes",
    graph: {
      nodes: [
        { kind: "input", id: "n1", name: "size", shape: [1] },
        { kind: "output", id: "n2", name: "rent" },
      ],
      edges: [],
    },
  };
  const roles = { area: "feature", rent: "ignore", price: "target" } as const;
  const columns = dataset(field("area"), field("rent"), field("price"));
  const { edits, bound, open } = chooseDatasetEdits(document, columns, { n2: [1] }, roles);
  expect([bound, open]).toEqual([["size", "rent"], []]);
  const { data } = applyEdits(document, edits);
  expect(data).toEqual({ dataset: "houses", inputs: { size: "area" }, targets: { rent: "price" } });
});
