import { type NodeProps, Position, useUpdateNodeInternals } from "@xyflow/react";
import { Lock } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { handleOffset, isSpare } from "../../document/connect/slots";
import { NODE_WIDTH } from "../../document/layout/positions";
import { worstTone } from "../../document/problemTone";
import { useCosts } from "../../state/costs";
import { useDirection } from "../../state/direction";
import { useActivations } from "../../state/runs/activations";
import { useView } from "../../state/view";
import { classNames } from "../../ui/classNames";
import { DiffBadge } from "./DiffBadge";
import type { FlowNode } from "./flowNodes";
import css from "./GraphNode.module.css";
import { NodeHeader } from "./NodeHeader";
import { InputHandle, OutputHandle } from "./PortHandle";
import { ProblemBadge } from "./ProblemBadge";
import { type NodeContent, useNodeContent } from "./useNodeContent";

/** The width of an operation, and of a character of a port's name, in pixels, as in the style sheets. */
const OP_WIDTH = 148;
const CHAR_WIDTH = 6;

/** How many handles with a tag fit on the left side of a low node, and of the tallest one. */
const MAX_HANDLES_LOW = 3;
const MAX_HANDLES_TALL = 5;

/** The React Flow node of one call: a band in its family's colour, its name and class, and a line of its settings. */
export const GraphNode = memo(function GraphNode({ id, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation("editor");
  const content = useNodeContent(id, t);
  const direction = useDirection();
  const isRelated = useView(
    (view) =>
      content !== null && content.calls > 1 && isSiblingActive(content.siblings, view.hovered, view.nodes),
  );
  const cost = useCosts(({ cards }) => cards?.get(id)?.text);
  const heat = useCosts(({ cards }) => cards?.get(id)?.heat ?? 0);
  const ActivationStrip = useActivations((state) => state.Strip);
  const isMeasured = useActivations(({ byNode }) => (byNode?.get(id)?.stats ?? null) !== null);
  const updateInternals = useUpdateNodeInternals();
  // With their positions: a handle that is no longer spare moves.
  const handlesKey =
    content === null
      ? ""
      : [
          ...content.inputs.map((slot, index) => `${slot.id} ${handleOffset(index, content.inputs)}`),
          content.outputs.length,
        ].join();
  const measured = useRef(`${handlesKey} ${direction}`);
  useEffect(() => {
    // React Flow measures a new node by itself; only later changes of its handles must be reported.
    const current = `${handlesKey} ${direction}`;
    if (measured.current === current) return;
    measured.current = current;
    updateInternals(id);
  }, [id, handlesKey, direction, updateInternals]);
  if (content === null) return null;

  const named = content.inputs.filter((slot) => !isSpare(slot));
  const spare = content.inputs.filter(isSpare);
  const needed = named.length;
  const width = content.kind === "op" ? OP_WIDTH : NODE_WIDTH;
  const isDown = direction === "down";
  const inputNamesOverlap =
    isDown &&
    namesOverlap(
      named.map((slot) => slot.port + (slot.index === null ? "" : ` ${slot.index + 1}`)),
      width,
    );
  const outputNamesOverlap =
    isDown &&
    namesOverlap(
      content.outputs.map((slot) => slot.name),
      width,
    );
  const tone = worstTone(content.problems);
  return (
    <div
      className={classNames(
        css.node,
        selected && css.selected,
        content.further && css.furtherCall,
        isRelated && css.related,
        tone === "error" && css.error,
        tone === "warning" && css.warning,
        content.kind === "model" && css.model,
        content.kind === "op" && css.op,
        content.frozen && css.frozen,
        needed > MAX_HANDLES_LOW && css.tall,
        cost !== undefined && css.withCost,
      )}
      style={{ "--family": `var(--${content.family})`, "--heat": heat }}
      data-kind={content.kind}
    >
      {content.inputs.map((slot, index) => (
        <InputHandle
          key={slot.id}
          t={t}
          node={id}
          nodeTitle={content.title}
          slot={slot}
          side={isDown ? Position.Top : Position.Left}
          offset={handleOffset(index, content.inputs)}
          named={content.namedInputs && (needed > 1 || isSpare(slot))}
          numbered={isDown || needed <= MAX_HANDLES_TALL}
          raised={inputNamesOverlap && index % 2 === 1}
          row={Math.max(0, spare.length - 1 - spare.indexOf(slot))}
        />
      ))}
      <span className={css.band} />
      {content.frozen && (
        <span className={css.lock} role="img" aria-label={t("node.frozen")}>
          <Lock size={11} aria-hidden />
        </span>
      )}
      <NodeHeader t={t} content={content} />
      {(!isMeasured || cost !== undefined) && <NodeLine content={content} cost={cost} />}
      {ActivationStrip !== null && <ActivationStrip id={id} nodeTitle={content.title} />}
      {content.outputs.map((slot, index) => (
        <OutputHandle
          key={slot.index}
          t={t}
          node={id}
          nodeTitle={content.title}
          index={slot.index}
          name={slot.name}
          unknown={slot.unknown}
          side={isDown ? Position.Bottom : Position.Right}
          offset={(index + 1) / (content.outputs.length + 1)}
          named={content.outputs.length > 1}
          raised={outputNamesOverlap && index % 2 === 1}
        />
      ))}
      <DiffBadge node={id} />
      {tone !== null && <ProblemBadge nodeTitle={content.title} problems={content.problems} tone={tone} />}
    </div>
  );
});

interface NodeLineProps {
  content: NodeContent;
  /** Shown instead of the settings. */
  cost: string | undefined;
}

/** The line below the name: the class where it has no room above, and the settings. */
function NodeLine({ content, cost }: NodeLineProps) {
  const { className, classBelow, line, rest, expression } = content;
  if (cost === undefined && expression !== null) return null;
  const settings = cost ?? line + rest;
  if (settings === "" && !classBelow) return null;
  const kind = classBelow && (
    <span className={css.kind}>{settings === "" ? className : `${className} · `}</span>
  );
  if (cost !== undefined) {
    return (
      <span className={classNames(css.line, css.cost)}>
        {kind}
        {cost}
      </span>
    );
  }
  return (
    <span className={css.line} title={classBelow ? `${className} · ${settings}` : settings}>
      {kind}
      <span className={css.truncated}>{line}</span>
      {rest}
    </span>
  );
}

/** Whether the names of evenly spread handles would overlap in one line. */
function namesOverlap(names: readonly string[], width: number): boolean {
  const longest = Math.max(
    0,
    ...names.slice(0, -1).map((name) => name.length),
    ...names.slice(1).map((name) => name.length),
  );
  return names.length > 1 && longest * CHAR_WIDTH + CHAR_WIDTH > width / (names.length + 1);
}

function isSiblingActive(
  calls: ReadonlySet<string>,
  hovered: string | null,
  selected: readonly string[],
): boolean {
  return (hovered !== null && calls.has(hovered)) || selected.some((id) => calls.has(id));
}
