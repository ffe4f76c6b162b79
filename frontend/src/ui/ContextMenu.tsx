import { ContextMenu as Radix } from "radix-ui";
import type { ReactElement } from "react";
import type { MenuItem } from "./Menu";
import css from "./Overlay.module.css";

interface ContextMenuProps {
  /** What is pressed with the other button of the mouse. */
  children: ReactElement;
  items: readonly MenuItem[];
}

/** A list of commands for what stands under the pointer. */
export function ContextMenu({ children, items }: ContextMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css.menu} collisionPadding={8}>
          {items.map((item) => (
            <div key={item.id} role="none">
              {item.apart && <Radix.Separator className={css.separator} />}
              <Radix.Item className={css.item} disabled={item.disabled} onSelect={item.onPick}>
                {item.title}
                {item.keys !== undefined && <span className={css.keys}>{item.keys}</span>}
              </Radix.Item>
            </div>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
