import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { type MenuItem, MenuItems } from "./MenuItems";
import css from "./Overlay.module.css";

interface OpenMenuProps {
  trigger: ReactNode;
  items: readonly MenuItem[] | (() => readonly MenuItem[]);
}

/** A menu that is open at first. */
export function OpenMenu({ trigger, items }: OpenMenuProps) {
  return (
    <Radix.Root defaultOpen modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css.menu} sideOffset={6} collisionPadding={8} align="start">
          <Inside items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Inside({ items }: Pick<OpenMenuProps, "items">) {
  return <MenuItems items={typeof items === "function" ? items() : items} />;
}
