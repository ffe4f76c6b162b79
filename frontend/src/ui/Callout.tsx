import { Popover as Radix } from "radix-ui";
import { type ReactNode, useMemo } from "react";
import css from "./overlays/Overlay.module.css";

interface CalloutProps {
  label: string;
  /** What it points at. */
  at: Element;
  side: "top" | "right" | "bottom" | "left";
  onClose: () => void;
  children: ReactNode;
}

/** A card that points at a part of the page, which can be worked in meanwhile. Esc closes it. */
export function Callout({ label, at, side, onClose, children }: CalloutProps) {
  const anchor = useMemo(() => ({ current: at }), [at]);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          className={css.popover}
          aria-label={label}
          side={side}
          sideOffset={10}
          collisionPadding={12}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {children}
          <Radix.Arrow className={css.arrow} width={14} height={7} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
