import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import css from "./Overlay.module.css";

export interface OpenPopoverProps {
  label: string;
  trigger: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
}

/** A small card that is open at first. */
export function OpenPopover({ label, trigger, children, side = "bottom" }: OpenPopoverProps) {
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css.popover}
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
