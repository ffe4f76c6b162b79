import type { DatasetInfo, FieldInfo } from "@schema";
import { inputNodes, outputNodes } from "./graph";
import type { Document, Edit } from "./types";

type Shape = readonly (number | null)[];
type BindingKind = "inputs" | "targets" | "sample_weights";

/** What a column is to the model. */
export type ColumnRole = "feature" | "target" | "ignore";

/** What choosing a data set did to the bindings of a document. */
export interface Rebinding {
  edits: Edit[];
  /** Names of inputs and outputs that are bound now. */
  bound: string[];
  /** Names of those that are not. */
  open: string[];
}

/**
 * Choose a data set and bind what fits: a binding stays whose field the data set has; an input or output without one
 * gets the field of its name, else the only field that no other has and whose rows have its shape.
 *
 * @param outputs The shape of each output by its node's id, without the batch axis, where it is known.
 * @param roles Of columns by name: features are bound to inputs alone, targets to outputs, what is ignored to nothing.
 */
export function chooseDatasetEdits(
  document: Document,
  dataset: DatasetInfo,
  outputs: Readonly<Record<string, Shape>>,
  roles: Readonly<Record<string, ColumnRole>> = {},
): Rebinding {
  const edits: Edit[] = [{ type: "set_field", path: ["data", "dataset"], value: dataset.name }];
  const stale = staleBindings(document, dataset);
  edits.push(...stale.map((path): Edit => ({ type: "set_field", path, unset: true })));
  if (dataset.follows_model) return { edits, bound: [], open: [] };
  const kept = keptBindings(document, dataset);
  const taken = new Set(kept.values());
  const slots = [
    ...inputNodes(document).map(({ name, shape }) => ({ kind: "inputs" as const, name, shape })),
    ...outputNodes(document).map(({ id, name }) => ({ kind: "targets" as const, name, shape: outputs[id] })),
  ];
  const bound: string[] = [];
  const open: string[] = [];
  for (const byName of [true, false]) {
    for (const { kind, name, shape } of slots) {
      const key = `${kind}.${name}`;
      if (kept.has(key)) continue;
      const role = kind === "inputs" ? "feature" : "target";
      const free = dataset.fields.filter(
        (field) => !taken.has(field.name) && (roles[field.name] ?? role) === role,
      );
      const field = byName ? free.find((each) => each.name === name) : onlyFitting(free, shape);
      if (field === undefined) continue;
      kept.set(key, field.name);
      taken.add(field.name);
      edits.push({ type: "set_field", path: ["data", kind, name], value: field.name });
    }
  }
  for (const { kind, name } of slots) (kept.has(`${kind}.${name}`) ? bound : open).push(name);
  return { edits, bound, open };
}

function onlyFitting(fields: readonly FieldInfo[], shape: Shape | undefined): FieldInfo | undefined {
  if (shape === undefined) return undefined;
  const fitting = fields.filter((field) => fits(field.shape, shape));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Whether rows have a shape; single numbers are rows of one number, too. Only used to propose: the server checks. */
function fits(rows: readonly number[], shape: Shape): boolean {
  if (rows.length === 0 && shape.length === 1) return shape[0] === 1;
  return rows.length === shape.length && shape.every((axis, index) => axis === null || axis === rows[index]);
}

/** The bindings that hold, as `KIND.NAME` to field: to a field of the data set, or to what a recipe makes. */
function keptBindings(document: Document, dataset: DatasetInfo): Map<string, string> {
  return new Map(
    allBindings(document).flatMap(([kind, name, field]) =>
      isField(document, dataset, field) ? [[`${kind}.${name}`, field]] : [],
    ),
  );
}

/** The paths of the bindings to fields that are not there. */
function staleBindings(document: Document, dataset: DatasetInfo): string[][] {
  return allBindings(document).flatMap(([kind, name, field]) =>
    isField(document, dataset, field) ? [] : [["data", kind, name]],
  );
}

function isField({ data }: Document, { fields }: DatasetInfo, field: string): boolean {
  return fields.some(({ name }) => name === field) || field in (data?.recipes ?? {});
}

function allBindings({ data }: Document): [BindingKind, string, string][] {
  const kinds = ["inputs", "targets", "sample_weights"] as const;
  return kinds.flatMap((kind) =>
    Object.entries(data?.[kind] ?? {}).map(([name, field]): [BindingKind, string, string] => [
      kind,
      name,
      field,
    ]),
  );
}
