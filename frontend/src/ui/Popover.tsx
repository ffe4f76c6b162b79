import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import css from "./Overlay.module.css";

interface PopoverProps {
  label: string;
  trigger: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpen?: (open: boolean) => void;
  side?: "top" | "right" | "bottom" | "left";
}

/** A small card beside its trigger. */
export function Popover({ label, trigger, children, open, onOpen, side = "bottom" }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
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
