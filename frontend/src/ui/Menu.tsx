import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { type MenuItem, MenuItems } from "./MenuItems";
import css from "./Overlay.module.css";

export type { MenuItem };

interface MenuProps {
  trigger: ReactNode;
  /** Called when it opens, where what it offers hangs on the moment. */
  items: readonly MenuItem[] | (() => readonly MenuItem[]);
}

/** A list of commands behind a button. */
export function Menu({ trigger, items }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css.menu} sideOffset={6} collisionPadding={8} align="start">
          <Inside items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Inside({ items }: Pick<MenuProps, "items">) {
  return <MenuItems of={Radix} items={typeof items === "function" ? items() : items} />;
}
