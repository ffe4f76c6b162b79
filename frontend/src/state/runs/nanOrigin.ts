import type { Where } from "@schema";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { declaringNode, findNode, titleOf } from "../../document/graph";
import { modelAsDocument } from "../../document/nestedModels";
import type { Document, Node } from "../../document/types";
import type { Phase } from "../../run/state";
import { useDocument } from "../document";
import { loadSnapshot, useRuns } from "./runs";
import type { ShownRun } from "./shownRuns";

/** Where a run's loss was lost, in words. The namespace `watch` must be there. */
export interface NaNOrigin {
  where: Where;
  /** The node, as it was called when the run began. */
  title: string;
  sentence: string;
  /** What may help, the likeliest first. */
  help: readonly string[];
  /** The node is still in the drawing. */
  inDocument: boolean;
}

type Diverged = Extract<Phase, { at: "diverged" }>;

/** Where the NaN of a diverged run came from; `null` for other runs, and where it is not known. */
export function useNaNOrigin(run: ShownRun | null): NaNOrigin | null {
  const { t } = useTranslation("activations");
  const snapshot = useRuns((state) => (run === null ? undefined : state.snapshots[run.id]));
  const phase = run?.view.phase;
  const diverged = phase?.at === "diverged" && phase.origin && phase.where ? phase : null;
  const runId = diverged === null ? null : (run?.id ?? null);
  useEffect(() => {
    if (runId !== null) void loadSnapshot(runId);
  }, [runId]);
  const rate = run?.view.epochs.at(-1)?.learning_rate;
  const document = useDocument((state) => state.document);
  return useMemo(() => {
    if (diverged?.where == null || snapshot === undefined) return null;
    const { where } = diverged;
    const trained = nodeAt(snapshot, where);
    if (trained === null) return null;
    const title = titleOf(trained.graph, trained.node);
    return {
      where,
      title,
      sentence: [
        ...(diverged.masked_by_relu ? [t("origin.maskedByRelu")] : []),
        t(`origin.sentence.${diverged.origin}`, { node: title }),
      ].join(" "),
      help: helpFor(diverged, trained, snapshot).map((name) =>
        t(`origin.help.${name}`, { rate: rateText(rate), node: title }),
      ),
      inDocument: isInDocument(document, where),
    };
  }, [diverged, snapshot, document, rate, t]);
}

/** The optimizer holds it in 32 bits: what is behind the sixth digit nobody has written. */
function rateText(rate: number | null | undefined): string {
  return typeof rate === "number" ? String(Number(rate.toPrecision(6))) : "?";
}

/** Whether a place of a run is still in the document. */
export function isInDocument(document: Document, where: Where): boolean {
  return nodeAt(document, where) !== null;
}

interface NodeInGraph {
  graph: Document;
  node: Node;
}

function nodeAt(document: Document, where: Where): NodeInGraph | null {
  const graph = where.model ? modelAsDocument(document, where.model) : document;
  const node = graph && where.node ? findNode(graph, where.node) : undefined;
  return graph === null || node === undefined ? null : { graph, node };
}

/** Names of sentences under `origin.help`. */
function helpFor({ origin }: Diverged, { graph, node }: NodeInGraph, snapshot: Document): string[] {
  const half = snapshot.training?.dtype_policy === "mixed_float16" ? ["half"] : [];
  switch (origin) {
    case "input":
      return ["data"];
    case "loss":
      return ["loss", "rate"];
    case "gradient":
      return ["slope", "clip", "rate"];
    case "activation":
      return declaringNode(graph, node)?.kind === "op" ? ["domain", "rate"] : [...half, "rate", "clip"];
    default:
      return ["rate", "clip"];
  }
}
