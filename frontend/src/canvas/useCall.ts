import type { Family, Problem } from "@schema";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  callsOf,
  classOf,
  declaringNode,
  findNode,
  titleOf,
  wiresIntoNode,
  wiresOutOf,
} from "../document/graph";
import { layerEntry } from "../document/ports";
import { settingsLine } from "../document/settings";
import { tupleText } from "../document/shape";
import { inputSlots, outputSlots, type Slot } from "../document/slots";
import type { Document, Node, NodeId } from "../document/types";
import { useCatalog } from "../store/catalog";
import { problemsByNode, useCheck } from "../store/check";
import { useDocument } from "../store/document";

export interface Call {
  title: string;
  className: string;
  family: Family;
  /** What differs from the default, or where the weights come from. */
  line: string;
  /** Not the node that declares the layer. */
  further: boolean;
  number: number;
  calls: number;
  siblings: ReadonlySet<NodeId>;
  inputs: readonly Slot[];
  /** Several ports: each shows its name. */
  namedInputs: boolean;
  outputs: ReturnType<typeof outputSlots>;
  problems: readonly Problem[];
}

const NO_PROBLEMS: readonly Problem[] = [];

/** All that a node shows. It is worked out anew only when something it shows may have changed. */
export function useCall(id: NodeId): Call | null {
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const node = useDocument((state) => findNode(state.document, id));
  const declaring = useDocument(({ document }) => node && declaringNode(document, node));
  const calls = useDocument(({ document }) => (node === undefined ? NONE : callsOf(document, node)));
  const into = useDocument(({ document }) => wiresIntoNode(document, id));
  const outOf = useDocument(({ document }) => wiresOutOf(document, id));
  const extra = useDocument(({ document }) =>
    declaring === undefined ? "" : outsideLine(document, declaring),
  );
  const reported = useCheck((state) => state.report?.nodes[id]?.call);
  const problems = useCheck((state) => problemsByNode(state.report).get(id)) ?? NO_PROBLEMS;

  // `into` and `outOf` are not read here: they say when the rings may have changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  return useMemo(() => {
    if (node === undefined) return null;
    const { document } = useDocument.getState();
    const further = node.kind === "shared";
    const number = reported ?? calls.indexOf(node);
    const inputs = inputSlots(document, node, catalog);
    return {
      title: titleOf(document, node),
      className: classOf(document, node),
      family: familyOf(declaring, catalog),
      line: further
        ? t("node.sameWeights", { number: number === 0 ? 1 : 0 })
        : extra || configLine(node, catalog),
      further,
      number,
      calls: calls.length,
      siblings: new Set(calls.map((call) => call.id)),
      inputs,
      namedInputs: new Set(inputs.map((slot) => slot.port)).size > 1,
      outputs: outputSlots(document, node, catalog),
      problems,
    };
  }, [node, declaring, calls, into, outOf, catalog, reported, problems, extra, t]);
}

const NONE: readonly Node[] = [];

type Known = ReturnType<typeof useCatalog.getState>["catalog"];

export function familyOf(declaring: Node | undefined, catalog: Known): Family {
  if (declaring?.kind === "input" || declaring?.kind === "output") return declaring.kind;
  if (declaring?.kind !== "layer" || catalog === null) return "core";
  return layerEntry(catalog, declaring.layer)?.family ?? "core";
}

function configLine(node: Node, catalog: Known): string {
  if (node.kind !== "layer" && node.kind !== "op") return "";
  const parameters =
    node.kind === "layer" && catalog ? (layerEntry(catalog, node.layer)?.parameters ?? []) : [];
  return settingsLine(node.config ?? {}, parameters);
}

/** The ends of a model show what stands outside the graph: an input its data, an output its loss. */
function outsideLine(document: Document, node: Node): string {
  if (node.kind === "input") {
    const field = document.data?.inputs?.[node.name];
    const shape = `${tupleText(node.shape)} ${node.dtype ?? "float32"}`;
    return field === undefined ? shape : `${shape} · ${field}`;
  }
  if (node.kind === "output") {
    const loss = document.training?.outputs?.[node.name]?.loss;
    const name = typeof loss === "string" ? loss : loss?.name;
    return name === undefined ? "" : name.replaceAll("_", " ");
  }
  return "";
}
