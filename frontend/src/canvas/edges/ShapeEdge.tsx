import type { EdgeProps } from "@xyflow/react";
import { memo, useMemo } from "react";
import { dtypeFamily, dtypeText, edgeWidth } from "../../document/connect/edgeText";
import { sameEdge } from "../../document/equal";
import { type Course, pathOf } from "../../document/routing/lines";
import type { Position } from "../../document/types";
import { shapeText } from "../../document/values/shape";
import { nodeReports, useCheck } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { useActivations } from "../../state/runs/activations";
import { classNames } from "../../ui/classNames";
import type { FlowEdge } from "../nodes/flowNodes";
import { useEdgeLabelPosition } from "./edgeLabels";
import css from "./ShapeEdge.module.css";

/** The largest distance of a handle from its position in the document, in pixels, unless its node is being dragged. */
const HANDLE_TOLERANCE = 16;

/** Below its source in a graph that runs down, a label starts under the activations that are shown there, in pixels. */
const BELOW_ACTIVATIONS = 36;
const HIDDEN_BY_ACTIVATIONS = 28;

/** Whether the handles are where the edge was routed for. */
function isRoutedFor(
  course: Course | undefined,
  { from, to }: Pick<Course, "from" | "to">,
): course is Course {
  return course !== undefined && isNear(course.from, from) && isNear(course.to, to);
}

function isNear(a: Position, b: Position): boolean {
  return Math.abs(a.x - b.x) <= HANDLE_TOLERANCE && Math.abs(a.y - b.y) <= HANDLE_TOLERANCE;
}

/** An edge with the shape of its tensor as a label. */
export const ShapeEdge = memo(function ShapeEdge(props: EdgeProps<FlowEdge>) {
  const { id, data, source, sourceX, sourceY, targetX, targetY, sourcePosition, selected } = props;
  const output = data?.edge.source_output ?? 0;
  const open = useDocument(openModel);
  const shape = useCheck(({ report }) => {
    const spec = nodeReports(report, open)?.[source]?.outputs[output];
    return spec === undefined ? "" : shapeText(spec);
  });
  const dtypeGroup = useCheck(({ report }) => {
    const spec = nodeReports(report, open)?.[source]?.outputs[output];
    return spec === undefined ? "float" : dtypeFamily(spec.dtype);
  });
  const rank = useCheck(({ report }) => {
    const axes = nodeReports(report, open)?.[source]?.outputs[output]?.shape.length;
    return axes === undefined ? 1 : edgeWidth(axes - 1);
  });
  const dtype = useCheck(({ report }) =>
    dtypeText(useDocument.getState().openGraph, nodeReports(report, open), source, output),
  );
  const hasError = useCheck(
    ({ report }) =>
      data !== undefined &&
      (report?.problems.some(
        ({ severity, where }) =>
          severity === "error" &&
          (where.model ?? null) === open &&
          where.edge &&
          sameEdge(where.edge, data.edge),
      ) ??
        false),
  );
  const direction = sourcePosition === "bottom" ? "down" : "right";
  const course = data?.course;
  const path = useMemo(() => {
    const handles = { from: { x: sourceX, y: sourceY }, to: { x: targetX, y: targetY } };
    return pathOf({ ...handles, bends: isRoutedFor(course, handles) ? course.bends : [] }, direction);
  }, [course, sourceX, sourceY, targetX, targetY, direction]);
  const label = [shape, dtype].filter(Boolean).join(" ");
  // While a node is dragged, its edges are plain curves without a label.
  const position = useEdgeLabelPosition(id);
  const handles = { from: { x: sourceX, y: sourceY }, to: { x: targetX, y: targetY } };
  const labelAt = isRoutedFor(course, handles) ? position : null;
  const activations = useActivations((state) => state.byNode !== null);
  const isHidden = activations && direction === "down" && (labelAt?.y ?? 0) < sourceY + HIDDEN_BY_ACTIVATIONS;
  return (
    <g
      className={classNames(css.edge, css[dtypeGroup], hasError && css.error, selected && css.selected)}
      data-rank={rank}
      data-dtype={dtypeGroup}
    >
      <path d={path} fill="none" className={css.line} />
      <path d={path} fill="none" strokeOpacity={0} strokeWidth={18} />
      {label !== "" && labelAt !== null && (
        <text
          className={css.shape}
          x={labelAt.x}
          y={isHidden ? sourceY + BELOW_ACTIVATIONS : labelAt.y}
          textAnchor={labelAt.left ? "end" : "start"}
        >
          {label}
        </text>
      )}
    </g>
  );
});
