import type { Document } from "../types";
import { type Difference, difference, type SettingRow } from "./diff";
import type { ParameterDefault } from "./diffNodes";
import type { SettingChange } from "./diffSettings";

/** The settings of nodes that are not the same in all documents, of the nodes that all of them have. */
export function nodeSettingRows(
  documents: readonly Document[],
  parameterDefault: ParameterDefault,
): SettingRow[] {
  const [first, ...others] = documents;
  if (first === undefined) return [];
  const found = others.map((other) => difference(first, other, parameterDefault));
  const missing = new Set(found.flatMap(removedNodes));
  const changes = found.map((each) => settingsByPath(each, missing));
  const paths = new Map(changes.flatMap((each) => [...each]));
  return [...paths].map(([key, { path, before }]) => ({
    path,
    values: [before, ...changes.map((each) => (each.has(key) ? each.get(key)?.after : before))],
  }));
}

const nodeKey = ({ model, title }: { model: string | null; title: string }) => JSON.stringify([model, title]);

const removedNodes = ({ nodes }: Difference) =>
  nodes.filter(({ kind }) => kind === "removed").map((node) => nodeKey(node));

/** The changes of nodes; their paths begin with the title of the node, after that of its nested model. */
function settingsByPath({ nodes }: Difference, missing: ReadonlySet<string>): Map<string, SettingChange> {
  const changed = nodes.filter((node) => node.kind === "changed" && !missing.has(nodeKey(node)));
  return new Map(
    changed.flatMap(({ model, title, settings }) =>
      settings.map(({ path: [group = "", ...inside], ...values }) => {
        const inNode = group === "config" || group === "call_with" ? inside : [group, ...inside];
        const path = [...(model === null ? [] : [model]), title, ...inNode];
        return [JSON.stringify([model, title, group, ...inside]), { path, ...values }] as const;
      }),
    ),
  );
}
