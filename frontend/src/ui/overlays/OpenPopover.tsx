import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "../classNames";
import css from "./Overlay.module.css";

export interface OpenPopoverProps {
  label: string;
  trigger: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  /** The anchor of the card, if it is not the trigger. */
  beside?: { readonly current: Pick<Element, "getBoundingClientRect"> };
  /** For text to read: as wide as its lines want, and what is in it scrolls by itself. */
  wide?: boolean;
}

/** A small card that is open at first. */
export function OpenPopover({
  label,
  trigger,
  children,
  side = "bottom",
  beside,
  wide = false,
}: OpenPopoverProps) {
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {beside && <Radix.Anchor virtualRef={beside} />}
      <Radix.Portal>
        <Radix.Content
          className={classNames(css.popover, wide && css.wide)}
          aria-label={label}
          side={side}
          sideOffset={8}
          collisionPadding={12}
          align="start"
          hideWhenDetached
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
