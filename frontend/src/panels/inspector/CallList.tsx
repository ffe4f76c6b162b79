import type { TensorSpec } from "@schema";
import { useTranslation } from "react-i18next";
import { edgesInto, edgesOutOf, findNode, titleOf } from "../../document/graph";
import type { Edge, Node } from "../../document/types";
import { shapeText } from "../../document/values/shape";
import { useNodeReports } from "../../state/check";
import { useDocument } from "../../state/document";
import { reveal } from "../../state/view";
import css from "./Inspector.module.css";

/** All calls of a layer as Keras numbers them, with their inputs and outputs. */
export function CallList({ calls }: { calls: readonly Node[] }) {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const nodes = useNodeReports();
  const title = (id: string) => {
    const node = findNode(openGraph, id);
    return node === undefined ? id : titleOf(openGraph, node);
  };
  const rows = calls
    .map((call, index) => {
      const into = edgesInto(openGraph, call.id);
      const before = into.map((edge) => nodes?.[edge.source]?.outputs[edge.source_output ?? 0]);
      const after = nodes?.[call.id]?.outputs ?? [];
      return {
        id: call.id,
        number: nodes?.[call.id]?.call ?? index,
        path: `${joined(into.map((edge) => title(edge.source)))} → ${joined(targetTitles(edgesOutOf(openGraph, call.id), title))}`,
        shapes: after.length > 0 ? `${shapesText(before)} → ${shapesText(after)}` : "",
      };
    })
    .sort((a, b) => a.number - b.number);
  return (
    <>
      <h3 className={css.heading}>{t("inspector.calls")}</h3>
      <ul className={css.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={css.row} onClick={() => reveal(row.id)}>
              <span>
                {row.number} {row.path}
              </span>
              <span className={css.shapes}>{row.shapes}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The titles of the nodes that a call feeds, without duplicates. */
function targetTitles(edges: readonly Edge[], title: (id: string) => string): string[] {
  return [...new Set(edges.map((edge) => title(edge.target)))];
}

function joined(all: readonly string[]): string {
  return all.length === 0 ? "…" : all.join(", ");
}

function shapesText(specs: readonly (TensorSpec | undefined)[]): string {
  return specs.map((spec) => (spec === undefined ? "?" : shapeText(spec))).join(", ");
}
