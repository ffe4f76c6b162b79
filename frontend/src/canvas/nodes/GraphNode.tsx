import { type NodeProps, Position, useUpdateNodeInternals } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isSpare, ringAt } from "../../document/connect/slots";
import { NODE_WIDTH } from "../../document/layout/size";
import { useWatching } from "../../state/activations";
import { useCosts } from "../../state/costs";
import { useDirection } from "../../state/direction";
import { useView } from "../../state/view";
import { classes } from "../../ui/classNames";
import { ChangeMark } from "./DiffBadge";
import type { FlowNode } from "./flowNodes";
import css from "./GraphNode.module.css";
import { Head } from "./NodeHeader";
import { InputRing, OutputRing } from "./PortHandle";
import { ProblemBadge } from "./ProblemBadge";
import { useCall } from "./useNodeContent";

/** How wide an operation is, and a letter of a port's name, in pixels; see the style sheets. */
const OP_WIDTH = 148;
const LETTER = 6;

/** How many rings with a tag have room on the left side of a low card, and of one as high as cards may be. */
const SHORT_SIDE = 3;
const LONG_SIDE = 5;

/** One call: a band in its family's colour, its name and class, and one line of what was set. */
export const CallNode = memo(function CallNode({ id, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation("editor");
  const call = useCall(id, t);
  const flow = useDirection();
  const lit = useView(
    (view) => call !== null && call.calls > 1 && isLit(call.siblings, view.hovered, view.nodes),
  );
  const cost = useCosts(({ cards }) => cards?.get(id)?.text);
  const heat = useCosts(({ cards }) => cards?.get(id)?.heat ?? 0);
  const Strip = useWatching((state) => state.Strip);
  const updateInternals = useUpdateNodeInternals();
  // Where they stand, too: a ring that is no longer spare moves.
  const rings =
    call === null
      ? ""
      : [
          ...call.inputs.map((slot, place) => `${slot.id} ${ringAt(place, call.inputs)}`),
          call.outputs.length,
        ].join();
  const measured = useRef(`${rings} ${flow}`);
  useEffect(() => {
    // The canvas measures a new node by itself; only rings that come, go or turn later must be told.
    const now = `${rings} ${flow}`;
    if (measured.current === now) return;
    measured.current = now;
    updateInternals(id);
  }, [id, rings, flow, updateInternals]);
  if (call === null) return null;

  const named = call.inputs.filter((slot) => !isSpare(slot));
  const spare = call.inputs.filter(isSpare);
  const needed = named.length;
  const width = call.kind === "op" ? OP_WIDTH : NODE_WIDTH;
  const isDown = flow === "down";
  const inputsCrowd =
    isDown &&
    crowd(
      named.map((slot) => slot.port + (slot.place === null ? "" : ` ${slot.place + 1}`)),
      width,
    );
  const outputsCrowd =
    isDown &&
    crowd(
      call.outputs.map((slot) => slot.name),
      width,
    );
  const worst = call.problems.some((problem) => problem.severity === "error")
    ? "error"
    : call.problems.length > 0
      ? "warning"
      : null;
  return (
    <div
      className={classes(
        css.node,
        selected && css.selected,
        call.further && css.further,
        lit && css.lit,
        worst === "error" && css.error,
        worst === "warning" && css.warning,
        call.kind === "model" && css.model,
        call.kind === "op" && css.op,
        needed > SHORT_SIDE && css.tall,
        cost !== undefined && css.counted,
      )}
      style={{ "--family": `var(--${call.family})`, "--heat": heat }}
    >
      {call.inputs.map((slot, place) => (
        <InputRing
          key={slot.id}
          t={t}
          node={id}
          owner={call.title}
          slot={slot}
          side={isDown ? Position.Top : Position.Left}
          at={ringAt(place, call.inputs)}
          named={call.namedInputs && (needed > 1 || isSpare(slot))}
          numbered={isDown || needed <= LONG_SIDE}
          raised={inputsCrowd && place % 2 === 1}
          row={Math.max(0, spare.length - 1 - spare.indexOf(slot))}
        />
      ))}
      <span className={css.band} />
      <Head t={t} call={call} />
      {cost !== undefined ? (
        <span className={classes(css.line, css.cost)}>{cost}</span>
      ) : (
        call.line + call.rest !== "" &&
        call.expression === null && (
          <span className={css.line} title={call.line + call.rest}>
            <span className={css.cut}>{call.line}</span>
            {call.rest}
          </span>
        )
      )}
      {call.outputs.map((slot, place) => (
        <OutputRing
          key={slot.index}
          t={t}
          node={id}
          owner={call.title}
          index={slot.index}
          name={slot.name}
          unknown={slot.unknown}
          side={isDown ? Position.Bottom : Position.Right}
          at={(place + 1) / (call.outputs.length + 1)}
          named={call.outputs.length > 1}
          raised={outputsCrowd && place % 2 === 1}
        />
      ))}
      <ChangeMark node={id} />
      {Strip !== null && <Strip id={id} owner={call.title} />}
      {worst !== null && <ProblemBadge owner={call.title} problems={call.problems} severity={worst} />}
    </div>
  );
});

/** Whether the names at evenly spread rings would run into each other, were they in one line. */
function crowd(names: readonly string[], width: number): boolean {
  const longest = Math.max(
    0,
    ...names.slice(0, -1).map((name) => name.length),
    ...names.slice(1).map((name) => name.length),
  );
  return names.length > 1 && longest * LETTER + LETTER > width / (names.length + 1);
}

function isLit(calls: ReadonlySet<string>, hovered: string | null, selected: readonly string[]): boolean {
  return (hovered !== null && calls.has(hovered)) || selected.some((id) => calls.has(id));
}
