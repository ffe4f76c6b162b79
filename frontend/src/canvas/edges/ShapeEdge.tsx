import type { EdgeProps } from "@xyflow/react";
import { memo, useMemo } from "react";
import { dtypeFamily, dtypeTold, wireRank } from "../../document/connect/edgeText";
import { sameEdge } from "../../document/equal";
import { type Course, pathOf } from "../../document/routing/lines";
import type { Position } from "../../document/types";
import { shapeText } from "../../document/values/shape";
import { openNodes, useCheck } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { classes } from "../../ui/classNames";
import type { FlowEdge } from "../nodes/flowNodes";
import { useLabelPlace } from "./edgeLabels";
import css from "./ShapeEdge.module.css";

/** A ring stands so far from where the document has it, at most, unless its node is being dragged. */
const NEAR = 16;

/** Whether the ends are where the course of an edge was found for them. */
function isAt(course: Course | undefined, { from, to }: Pick<Course, "from" | "to">): course is Course {
  return course !== undefined && isNear(course.from, from) && isNear(course.to, to);
}

function isNear(a: Position, b: Position): boolean {
  return Math.abs(a.x - b.x) <= NEAR && Math.abs(a.y - b.y) <= NEAR;
}

/** A wire with the shape of what it carries beside it. */
export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const { id, data, source, sourceX, sourceY, targetX, targetY, sourcePosition, selected } = props;
  const output = data?.wire.source_output ?? 0;
  const open = useDocument(openModel);
  const shape = useCheck(({ report }) => {
    const spec = openNodes(report, open)?.[source]?.outputs[output];
    return spec === undefined ? "" : shapeText(spec);
  });
  const kind = useCheck(({ report }) => {
    const spec = openNodes(report, open)?.[source]?.outputs[output];
    return spec === undefined ? "float" : dtypeFamily(spec.dtype);
  });
  const rank = useCheck(({ report }) => {
    const axes = openNodes(report, open)?.[source]?.outputs[output]?.shape.length;
    return axes === undefined ? 1 : wireRank(axes - 1);
  });
  const dtype = useCheck(({ report }) =>
    dtypeTold(useDocument.getState().document, openNodes(report, open), source, output),
  );
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
  const direction = sourcePosition === "bottom" ? "down" : "right";
  const course = data?.course;
  const path = useMemo(() => {
    const ends = { from: { x: sourceX, y: sourceY }, to: { x: targetX, y: targetY } };
    return pathOf({ ...ends, bends: isAt(course, ends) ? course.bends : [] }, direction);
  }, [course, sourceX, sourceY, targetX, targetY, direction]);
  const label = [shape, dtype].filter(Boolean).join(" ");
  // While a node is dragged, its edges are plain curves without a text.
  const place = useLabelPlace(id);
  const ends = { from: { x: sourceX, y: sourceY }, to: { x: targetX, y: targetY } };
  const at = isAt(course, ends) ? place : null;
  return (
    <g
      className={classes(css.wire, css[kind], wrong && css.wrong, selected && css.selected)}
      data-rank={rank}
      data-dtype={kind}
    >
      <path d={path} fill="none" className={css.line} />
      <path d={path} fill="none" strokeOpacity={0} strokeWidth={18} />
      {label !== "" && at !== null && (
        <text className={css.shape} x={at.x} y={at.y} textAnchor={at.left ? "end" : "start"}>
          {label}
        </text>
      )}
    </g>
  );
});
