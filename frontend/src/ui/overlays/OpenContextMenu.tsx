import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentType, useState } from "react";
import css from "./Overlay.module.css";

interface OpenContextMenuProps {
  /** On the page, in CSS pixels. */
  at: { x: number; y: number };
  lines: ComponentType;
  onClose: () => void;
}

/**
 * A menu that is open at a point of the page, once its lines are loaded: an empty one would be a white strip. Where the
 * keyboard was, it is again afterwards.
 */
export function OpenContextMenu({ at, lines: Lines, onClose }: OpenContextMenuProps) {
  const [before] = useState(() => document.activeElement);
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden tabIndex={-1} style={{ position: "fixed", left: at.x, top: at.y }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css.menu}
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus({ preventScroll: true });
          }}
        >
          <Lines />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
