import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { sameEdge } from "../../document/equal";
import { shapeText } from "../../document/values/shape";
import { isAlone, labelPlace, wirePath } from "../../document/wiring/wirePath";
import { dtypeFamily, dtypeTold, wireRank } from "../../document/wiring/wireText";
import { openNodes, useCheck } from "../../store/check";
import { openModel, useDocument } from "../../store/document";
import { classes } from "../../ui/classes";
import type { FlowEdge } from "../flow/flowNodes";
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
  const alone = useDocument(({ document }) => isAlone(document, source, output, target));
  const flow = sourcePosition === "bottom" ? "down" : "right";
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX, y: targetY };
  const path = wirePath(from, to, flow);
  const label = [shape, dtype].filter(Boolean).join(" ");
  const { left, ...at } = labelPlace(from, to, flow, alone);
  return (
    <g
      className={classes(css.wire, css[kind], wrong && css.wrong, selected && css.selected)}
      data-rank={rank}
      data-dtype={kind}
    >
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
