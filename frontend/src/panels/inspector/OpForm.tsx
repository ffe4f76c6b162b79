import type { OpNode } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { problemsWithin } from "../../state/check";
import { ParameterFields } from "./fields/ParameterFields";
import { useNodeProblems, useSetConfig } from "./useNodeFields";

/** The arguments of an operation that are not tensors; a constant instead of a tensor is shown with its inputs. */
export function OpForm({ node }: { node: OpNode }) {
  const entry = useCatalog(({ catalog }) => catalog?.ops[node.op]);
  const problem = useNodeProblems(node);
  const setConfig = useSetConfig(node.id);
  const ports = new Set(entry?.inputs.map((port) => port.name));
  const config = Object.fromEntries(Object.entries(node.config ?? {}).filter(([name]) => !ports.has(name)));
  return (
    <ParameterFields
      parameters={entry?.parameters.filter((parameter) => !ports.has(parameter.name)) ?? []}
      config={config}
      problem={problemsWithin(problem, "config")}
      onSet={setConfig}
    />
  );
}
