import { ContextMenu as Radix } from "radix-ui";
import { type ComponentType, type ReactElement, Suspense } from "react";
import { type MenuItem, MenuItems } from "./MenuItems";
import css from "./Overlay.module.css";

interface ContextMenuProps {
  /** What is pressed with the other button of the mouse. */
  children: ReactElement;
  /** The lines, made when it opens. They may come later than the page. */
  lines: ComponentType;
}

/** A list of commands for what stands under the pointer. */
export function ContextMenu({ children, lines: Lines }: ContextMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css.menu} collisionPadding={8}>
          <Suspense fallback={null}>
            <Lines />
          </Suspense>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The lines of a menu that opens under the pointer. */
export function ContextMenuItems({ items }: { items: readonly MenuItem[] }) {
  return <MenuItems of={Radix} items={items} />;
}
