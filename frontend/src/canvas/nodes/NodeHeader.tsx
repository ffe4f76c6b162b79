import type { TFunction } from "i18next";
import type { PointerEvent } from "react";
import { besideExpression, splitName } from "../../document/display/nodeFace";
import { classes } from "../../ui/classNames";
import css from "./GraphNode.module.css";
import type { Call } from "./useNodeContent";

/**
 * What a node is called, and beside it what it calls. The name is what tells two nodes apart: the class gives way to it,
 * the number of a call never does. What is out of sight is said to the pointer.
 */
export function Head({ t, call }: { t: TFunction<"editor">; call: Call }) {
  const { expression, title, className, further, calls } = call;
  const isOneOfSeveral = expression === null && (further || calls > 1);
  const beside =
    expression !== null
      ? besideExpression(expression, title, className)
      : further
        ? ""
        : className + (isOneOfSeveral ? " ·" : "");
  const { stem, number } = splitName(title);
  return (
    <span className={css.head} onPointerEnter={tellWhole}>
      <span className={css.names}>
        {expression !== null || number === "" ? (
          <span className={classes(css.title, expression !== null && css.expression)}>
            {expression ?? title}
          </span>
        ) : (
          <span className={classes(css.title, css.numbered)}>
            <span className={css.stem}>{stem}</span>
            {number}
          </span>
        )}
        {beside !== "" && <span className={css.class}>{beside}</span>}
      </span>
      {isOneOfSeveral && <span className={css.call}>{t("node.call", { number: call.number })}</span>}
    </span>
  );
}

/** Says the whole of what is cut or has given way. */
function tellWhole({ currentTarget: head }: PointerEvent<HTMLElement>): void {
  const parts = [...(head.firstElementChild?.children ?? [])] as HTMLElement[];
  const [name] = parts;
  const isWhole = (part: HTMLElement): boolean =>
    part.scrollWidth <= part.clientWidth && ([...part.children] as HTMLElement[]).every(isWhole);
  const whole = parts.every((part) => part.offsetTop === name?.offsetTop && isWhole(part));
  head.title = whole ? "" : parts.map((part) => part.textContent?.replace(/ ·$/, "")).join(" · ");
}
