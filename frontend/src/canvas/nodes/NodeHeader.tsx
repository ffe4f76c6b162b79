import type { TFunction } from "i18next";
import type { PointerEvent } from "react";
import { besideExpression, splitName } from "../../document/display/nodeFace";
import { classNames } from "../../ui/classNames";
import css from "./GraphNode.module.css";
import type { NodeContent } from "./useNodeContent";

/**
 * The name of a node, and beside it its class, unless that is on the line below. The class is truncated before the name,
 * the number of a call never. A tooltip shows what is cut.
 */
export function NodeHeader({ t, content }: { t: TFunction<"editor">; content: NodeContent }) {
  const { expression, title, className, classBelow, further, calls } = content;
  const isOneOfSeveral = expression === null && (further || calls > 1);
  const subtitle =
    expression !== null
      ? besideExpression(expression, title, className)
      : classBelow
        ? ""
        : className + (isOneOfSeveral ? " ·" : "");
  const { stem, number } = splitName(title);
  return (
    <span className={css.header} onPointerEnter={showFullTextInTooltip}>
      <span className={css.names}>
        {expression !== null || number === "" ? (
          <span className={classNames(css.title, expression !== null && css.expression)}>
            {expression ?? title}
          </span>
        ) : (
          <span className={classNames(css.title, css.numbered)}>
            <span className={css.stem}>{stem}</span>
            {number}
          </span>
        )}
        {subtitle !== "" && <span className={css.class}>{subtitle}</span>}
      </span>
      {isOneOfSeveral && <span className={css.call}>{t("node.call", { number: content.number })}</span>}
    </span>
  );
}

/** Sets the tooltip to the full text if part of it is cut or hidden. */
function showFullTextInTooltip({ currentTarget: header }: PointerEvent<HTMLElement>): void {
  const spans = [...(header.firstElementChild?.children ?? [])] as HTMLElement[];
  const [name] = spans;
  const isWhole = (span: HTMLElement): boolean =>
    span.scrollWidth <= span.clientWidth && ([...span.children] as HTMLElement[]).every(isWhole);
  const whole = spans.every((span) => span.offsetTop === name?.offsetTop && isWhole(span));
  header.title = whole ? "" : spans.map((span) => span.textContent?.replace(/ ·$/, "")).join(" · ");
}
