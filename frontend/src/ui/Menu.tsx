import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import css from "./Overlay.module.css";

export interface MenuItem {
  id: string;
  title: string;
  keys?: string;
  disabled?: boolean;
  /** One of several, of which one holds. */
  chosen?: boolean;
  /** Of the title, where it is not that of the page. */
  lang?: string;
  /** Draws a line above. */
  apart?: boolean;
  onPick: () => void;
}

/** A list of commands behind a button. */
export function Menu({ trigger, items }: { trigger: ReactNode; items: readonly MenuItem[] }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css.menu} sideOffset={6} collisionPadding={8} align="start">
          {items.map((item) => (
            <div key={item.id} role="none">
              {item.apart && <Radix.Separator className={css.separator} />}
              {item.chosen === undefined ? (
                <Radix.Item className={css.item} disabled={item.disabled} onSelect={item.onPick}>
                  {item.title}
                  {item.keys !== undefined && <span className={css.keys}>{item.keys}</span>}
                </Radix.Item>
              ) : (
                <Radix.CheckboxItem
                  className={css.item}
                  role="menuitemradio"
                  lang={item.lang}
                  checked={item.chosen}
                  onSelect={item.onPick}
                >
                  {item.title}
                  <Radix.ItemIndicator className={css.keys}>✓</Radix.ItemIndicator>
                </Radix.CheckboxItem>
              )}
            </div>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
