import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { sameEdge } from "../document/equal";
import { wiresIntoNode } from "../document/graph";
import { shapeText } from "../document/shape";
import { isAlone, labelPlace, wirePath } from "../document/wirePath";
import { openNodes, useCheck } from "../store/check";
import { openModel, useDocument } from "../store/document";
import { classes } from "../ui/classes";
import type { FlowEdge } from "./flowNodes";
import css from "./Wire.module.css";

/** A wire with the shape of what it carries beside it. */
export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const { data, source, target, sourceX, sourceY, targetX, targetY, sourcePosition, selected } = props;
  const output = data?.wire.source_output ?? 0;
  const open = useDocument(openModel);
  const shape = useCheck(({ report }) => {
    const spec = openNodes(report, open)?.[source]?.outputs[output];
    return spec === undefined ? "" : shapeText(spec);
  });
  const dtype = useCheck(({ report }) => {
    const nodes = openNodes(report, open);
    const now = nodes?.[source]?.outputs[output]?.dtype;
    if (now === undefined) return "";
    const [before] = wiresIntoNode(useDocument.getState().document, source);
    const then = before && nodes?.[before.source]?.outputs[before.source_output ?? 0]?.dtype;
    return now === (then ?? "float32") ? "" : now;
  });
  const wrong = useCheck(
    ({ report }) =>
      data !== undefined &&
      (report?.problems.some(
        ({ severity, where }) =>
          severity === "error" &&
          (where.model ?? null) === open &&
          where.edge &&
          sameEdge(where.edge, data.wire),
      ) ??
        false),
  );
  const alone = useDocument(({ document }) => isAlone(document, source, output, target));
  const flow = sourcePosition === "bottom" ? "down" : "right";
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX, y: targetY };
  const path = wirePath(from, to, flow);
  const label = [shape, dtype].filter(Boolean).join(" ");
  const { left, ...at } = labelPlace(from, to, flow, alone);
  return (
    <g className={classes(css.wire, wrong && css.wrong, selected && css.selected)}>
      <path d={path} fill="none" className={css.line} />
      <path d={path} fill="none" strokeOpacity={0} strokeWidth={18} />
      {label !== "" && (
        <text className={css.shape} x={at.x} y={at.y} textAnchor={left ? "end" : "start"}>
          {label}
        </text>
      )}
    </g>
  );
});
