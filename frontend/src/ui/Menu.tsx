import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import css from "./Overlay.module.css";

export interface MenuItem {
  id: string;
  title: string;
  keys?: string;
  disabled?: boolean;
  /** Draws a line above. */
  apart?: boolean;
  onPick: () => void;
}

/** A list of commands behind a button. */
export function Menu({ trigger, items }: { trigger: ReactNode; items: readonly MenuItem[] }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css.menu} sideOffset={6} collisionPadding={8} align="start">
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
