import { type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { sameEdge } from "../document/equal";
import { wiresIntoNode, wiresOutOf } from "../document/graph";
import { shapeText } from "../document/shape";
import type { Document, NodeId } from "../document/types";
import { openNodes, useCheck } from "../store/check";
import { openModel, useDocument } from "../store/document";
import { classes } from "../ui/classes";
import type { FlowEdge } from "./flowNodes";
import css from "./Wire.module.css";

/** A wire with the shape of what it carries beside it. */
export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const {
    data,
    source,
    target,
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    selected,
  } = props;
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
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature: 0.4,
  });
  const label = [shape, dtype].filter(Boolean).join(" ");
  const down = sourcePosition === "bottom";
  const straight = Math.abs(targetX - sourceX) < 24;
  const { left, ...at } = down
    ? straight
      ? { left: false, x: sourceX + 12, y: (sourceY + targetY) / 2 + 4 }
      : besideBend(sourceX, sourceY, targetX, targetY, alone)
    : alone || Math.abs(targetY - sourceY) < 24
      ? { left: false, x: sourceX + 12, y: sourceY - 8 }
      : { left: true, x: targetX - 12, y: targetY + (targetY > sourceY ? 16 : -8) };
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

/** Beside a wire that bends, on the side it does not bend to: at its beginning, or where it is not alone there, its end. */
function besideBend(sourceX: number, sourceY: number, targetX: number, targetY: number, alone: boolean) {
  const toRight = targetX > sourceX;
  if (alone) return { left: toRight, x: sourceX + (toRight ? -10 : 12), y: sourceY + 24 };
  return { left: !toRight, x: targetX + (toRight ? 12 : -10), y: targetY - 14 };
}

/** Whether a wire is better told from others at its beginning than at its end. */
function isAlone(document: Document, source: NodeId, output: number, target: NodeId): boolean {
  if (wiresIntoNode(document, target).length > 1) return true;
  return wiresOutOf(document, source).filter((wire) => (wire.source_output ?? 0) === output).length < 2;
}
