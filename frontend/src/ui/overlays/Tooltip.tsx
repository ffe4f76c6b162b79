import {
  cloneElement,
  type FocusEvent,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import css from "./Tooltip.module.css";

/** The pointer rests on the trigger for so long before the tooltip opens. */
const OPEN_MS = 400;
/** The pointer may take so long from the trigger to the tooltip. */
const CLOSE_MS = 120;
/** For so long after one has closed, the next one opens at once. */
const SKIP_MS = 300;
/** Between trigger and tooltip, and between tooltip and the window's edge, in pixels. */
const GAP = 6;
const MARGIN = 8;

/** Closes the tooltip that is open: there is one at a time. */
let closeOpen: (() => void) | null = null;
let closedAt = Number.NEGATIVE_INFINITY;

function openDelay(): number {
  return closeOpen !== null || performance.now() - closedAt < SKIP_MS ? 0 : OPEN_MS;
}

interface TooltipProps {
  text: string;
  keys?: string | undefined;
  /** The trigger. */
  children: ReactElement<HTMLAttributes<HTMLElement>>;
}

/**
 * Text on hover and on keyboard focus. Stays while the pointer is on it, and is closed by Escape. Not Radix's: that one
 * would bring its positioning into the first load, for a text that is placed once.
 */
export function Tooltip({ text, keys, children: trigger }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { props } = trigger;

  const setSoon = (element: Element | null, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delay);
  };
  const close = () => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (anchor === null) return;
    const hide = () => setAnchor(null);
    closeOpen?.();
    closeOpen = hide;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      hide();
    };
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("scroll", hide, true);
    window.addEventListener("wheel", hide, true);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("scroll", hide, true);
      window.removeEventListener("wheel", hide, true);
      if (closeOpen === hide) closeOpen = null;
      closedAt = performance.now();
    };
  }, [anchor]);

  return (
    <>
      {cloneElement(trigger, {
        "aria-describedby": anchor === null ? props["aria-describedby"] : id,
        onPointerEnter: (event: PointerEvent<HTMLElement>) => {
          props.onPointerEnter?.(event);
          if (event.pointerType !== "touch") setSoon(event.currentTarget, openDelay());
        },
        onPointerLeave: (event: PointerEvent<HTMLElement>) => {
          props.onPointerLeave?.(event);
          setSoon(null, CLOSE_MS);
        },
        onPointerDown: (event: PointerEvent<HTMLElement>) => {
          props.onPointerDown?.(event);
          close();
        },
        onFocus: (event: FocusEvent<HTMLElement>) => {
          props.onFocus?.(event);
          if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
        },
        onBlur: (event: FocusEvent<HTMLElement>) => {
          props.onBlur?.(event);
          close();
        },
      })}
      {anchor !== null &&
        createPortal(
          <TooltipContent
            id={id}
            anchor={anchor}
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => setSoon(null, CLOSE_MS)}
          >
            {text}
            {keys !== undefined && <span className={css.keys}>{keys}</span>}
          </TooltipContent>,
          document.body,
        )}
    </>
  );
}

/** The text above its anchor; below it, where there is no room. */
function TooltipContent({ anchor, ...rest }: HTMLAttributes<HTMLDivElement> & { anchor: Element }) {
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = content.current;
    if (box === null) return;
    const around = anchor.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const centred = around.left + (around.width - width) / 2;
    const above = around.top - GAP - height;
    box.style.left = `${Math.max(MARGIN, Math.min(centred, innerWidth - width - MARGIN))}px`;
    box.style.top = `${above >= MARGIN ? above : around.bottom + GAP}px`;
  });
  return <div ref={content} role="tooltip" className={css.content} {...rest} />;
}
