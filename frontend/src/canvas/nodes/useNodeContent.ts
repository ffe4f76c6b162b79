import type { Problem } from "@schema";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Colour } from "../../document/add/paletteSearch";
import { wrapperStateText } from "../../document/catalog/wrapperStates";
import { inputSlots, outputSlots, type Slot } from "../../document/connect/slots";
import { endFace } from "../../document/display/boundaryFace";
import { isClassBelow } from "../../document/display/cardText";
import { configLine, endLine, familyOf, isFrozenCall, layersIn } from "../../document/display/nodeFace";
import { opText } from "../../document/display/opExpression";
import {
  callsOf,
  classOf,
  declaringNode,
  edgesInto,
  edgesOutOf,
  findNode,
  titleOf,
} from "../../document/graph";
import { modelsOf, reachable } from "../../document/nestedModels";
import type { Node, NodeId } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { problemsByNode, useCheck, useNodeReport } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { useDatasetRows } from "./useDatasetRows";

export interface NodeContent {
  kind: Node["kind"];
  title: string;
  className: string;
  /** Whether the class is on the line below the name, which leaves no room beside it. */
  classBelow: boolean;
  family: Colour;
  /**
   * Settings that differ from the defaults, or whose weights are shared; for an input or output, what it is bound to.
   */
  line: string;
  /** Continues the line, and is not truncated with it. */
  rest: string;
  /** An operation as an expression. */
  expression: string | null;
  /** Whether this is a further call, not the node that declares the layer. */
  further: boolean;
  /** Whether training leaves its weights as they are. */
  frozen: boolean;
  number: number;
  calls: number;
  siblings: ReadonlySet<NodeId>;
  inputs: readonly Slot[];
  /** Whether inputs show their names, since there are several ports. */
  namedInputs: boolean;
  outputs: ReturnType<typeof outputSlots>;
  problems: readonly Problem[];
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Everything that a node shows. Recomputed only when something shown may have changed. */
export function useNodeContent(id: NodeId, t: TFunction<"editor">): NodeContent | null {
  const catalog = useCatalog((state) => state.catalog);
  const node = useDocument((state) => findNode(state.openGraph, id));
  const declaring = useDocument(({ openGraph }) => node && declaringNode(openGraph, node));
  const calls = useDocument(({ openGraph }) => (node === undefined ? NONE : callsOf(openGraph, node)));
  const incoming = useDocument(({ openGraph }) => edgesInto(openGraph, id));
  const outgoing = useDocument(({ openGraph }) => edgesOutOf(openGraph, id));
  const entry = useDocument(({ openGraph }) =>
    declaring?.kind === "model" ? modelsOf(openGraph)[declaring.model] : undefined,
  );
  // A wrapped layer may belong to another node.
  const wrapperState = useDocument(({ openGraph }) => wrapperStateText(openGraph, declaring, catalog));
  const open = useDocument(openModel);
  const binding = useDocument(
    useShallow(({ openGraph }) =>
      open === null
        ? endFace(openGraph, declaring, catalog)
        : { line: endLine(declaring), rest: "", target: "" },
    ),
  );
  const datasetRows = useDatasetRows(
    open === null && declaring?.kind === "input" && binding.line.startsWith("←"),
  );
  const reportedCall = useNodeReport(id)?.call;
  const layers = useCheck(({ report }) =>
    declaring?.kind === "model" ? report?.models[declaring.model]?.totals.layers : undefined,
  );
  const problems = useCheck((state) => problemsByNode(state.report, open).get(id)) ?? NO_PROBLEMS;
  const inside = useCheck(({ report }) =>
    declaring?.kind === "model" ? problemsInside(report?.problems ?? NO_PROBLEMS, declaring.model) : null,
  );

  // `incoming`, `outgoing` and `wrapperState` are not read here: they signal that the handles may have
  // changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  return useMemo(() => {
    if (node === undefined) return null;
    const { openGraph } = useDocument.getState();
    const further = node.kind === "shared";
    const number = reportedCall ?? calls.indexOf(node);
    const inputs = inputSlots(openGraph, node, catalog);
    const modelClass =
      entry === undefined
        ? null
        : entry.graph
          ? calls.length > 1
            ? t("node.modelOfMany")
            : t("node.model", { count: layers || layersIn(entry) })
          : (entry.application ?? t("node.run"));
    return {
      kind: declaring?.kind ?? node.kind,
      title: titleOf(openGraph, node),
      className: modelClass ?? [classOf(openGraph, node), binding.target].filter(Boolean).join(" ← "),
      classBelow: isClassBelow(openGraph, node),
      family: familyOf(declaring, catalog),
      line: further
        ? t("node.sameWeights", { number: number === 0 ? 1 : 0 })
        : binding.line + datasetRows || configLine(node, entry, catalog),
      rest: binding.rest,
      expression: node.kind === "op" ? opText(openGraph, node, catalog) : null,
      further,
      frozen: isFrozenCall(declaring),
      number,
      calls: calls.length,
      siblings: new Set(calls.map((call) => call.id)),
      inputs,
      namedInputs: new Set(inputs.map((slot) => slot.port)).size > 1,
      outputs: outputSlots(openGraph, node, catalog),
      problems: inside === null ? problems : [...problems, inside],
    };
  }, [
    node,
    declaring,
    calls,
    incoming,
    outgoing,
    wrapperState,
    entry,
    layers,
    catalog,
    reportedCall,
    problems,
    inside,
    binding,
    datasetRows,
    t,
  ]);
}

const NONE: readonly Node[] = [];

/** One problem in a nested model or in what it calls, an error before a warning, shown at its calls for all of them. */
function problemsInside(problems: readonly Problem[], model: string): Problem | null {
  const inside = problems.filter(({ where }) => where.model);
  if (inside.length === 0) return null;
  const names = new Set<string | null>(reachable(modelsOf(useDocument.getState().document), [model]));
  const found = inside.filter(({ where }) => names.has(where.model));
  return found.find(({ severity }) => severity === "error") ?? found[0] ?? null;
}
