import { DropdownMenu as Radix } from "radix-ui";
import { type PointerEvent, useState } from "react";
import { classNames } from "../classNames";
import { usePhone } from "../usePhone";
import css from "./Overlay.module.css";

export interface MenuItem {
  id: string;
  title: string;
  keys?: string | undefined;
  disabled?: boolean;
  /** One of several, of which one holds. */
  chosen?: boolean;
  /** Of what is switched on and off: whether it is on. */
  on?: boolean | undefined;
  /** Of the title, where it is not that of the page. */
  lang?: string;
  /** Draws a line above. */
  apart?: boolean;
  onPick?: () => void;
  /** Opens beside it, instead of doing something. */
  items?: readonly MenuItem[];
}

/** The lines of a menu. */
export function MenuItems({ items }: { items: readonly MenuItem[] }) {
  // Where one line can bear a mark, all leave the room for it.
  const marked = items.some(({ on, chosen }) => on !== undefined || chosen !== undefined);
  return items.map((item) => (
    <div key={item.id} role="none">
      {item.apart && <Radix.Separator className={css.separator} />}
      <Line item={item} className={classNames(css.item, marked && css.marked)} />
    </div>
  ));
}

interface LineProps {
  item: MenuItem;
  className: string;
}

function Line({ item, className }: LineProps) {
  const { title, keys, disabled, onPick, items, lang } = item;
  const narrow = usePhone();
  if (items !== undefined && narrow) return <Group title={title} items={items} className={className} />;
  if (items !== undefined) {
    return (
      <Radix.Sub>
        <Radix.SubTrigger className={className} onPointerLeave={keepOpen}>
          {title}
          <span className={css.keys} aria-hidden>
            ›
          </span>
        </Radix.SubTrigger>
        <Radix.Portal>
          <Radix.SubContent className={css.menu} sideOffset={4} alignOffset={-5} collisionPadding={8}>
            <MenuItems items={items} />
          </Radix.SubContent>
        </Radix.Portal>
      </Radix.Sub>
    );
  }
  const inside = (
    <>
      <span>{title}</span>
      {keys !== undefined && <span className={css.keys}>{keys}</span>}
    </>
  );
  const mark = item.chosen ?? item.on;
  if (mark === undefined) {
    return (
      <Radix.Item className={className} disabled={disabled} onSelect={onPick}>
        {inside}
      </Radix.Item>
    );
  }
  return (
    <Radix.CheckboxItem
      className={className}
      role={item.chosen === undefined ? "menuitemcheckbox" : "menuitemradio"}
      lang={lang}
      disabled={disabled}
      checked={mark}
      onSelect={onPick}
    >
      <Radix.ItemIndicator className={css.mark}>✓</Radix.ItemIndicator>
      {inside}
    </Radix.CheckboxItem>
  );
}

interface GroupProps {
  title: string;
  items: readonly MenuItem[];
  className: string;
}

/** Where there is no room beside a menu, what a line opens comes under it. */
function Group({ title, items, className }: GroupProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Radix.Item
        className={className}
        aria-expanded={open}
        onSelect={(event) => {
          event.preventDefault();
          setOpen(!open);
        }}
        // As beside a menu: one arrow opens, the other closes.
        onKeyDown={({ key }) => {
          if (key === "ArrowRight") setOpen(true);
          if (key === "ArrowLeft") setOpen(false);
        }}
      >
        {title}
        <span className={css.keys} aria-hidden>
          {open ? "⌄" : "›"}
        </span>
      </Radix.Item>
      {open && (
        <Radix.Group className={css.group} aria-label={title}>
          <MenuItems items={items} />
        </Radix.Group>
      )}
    </>
  );
}

/** A quick hand is in the submenu before it was seen on its way there: that is no leaving, which would close it. */
function keepOpen(event: PointerEvent<HTMLElement>): void {
  const { currentTarget, relatedTarget } = event;
  const menu = relatedTarget instanceof Element ? relatedTarget.closest("[role='menu']") : null;
  if (menu !== null && menu !== currentTarget.closest("[role='menu']")) event.preventDefault();
}
