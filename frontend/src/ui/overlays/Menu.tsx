import type { HTMLAttributes, ReactElement } from "react";
import { lazyPart } from "../lazyPart";
import { LazyPopup } from "./LazyPopup";
import type { MenuItem } from "./MenuItems";

export type { MenuItem };

interface MenuProps {
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
  /** Called when it opens, for items that depend on the present state. */
  items: readonly MenuItem[] | (() => readonly MenuItem[]);
}

const fetch = async () => (await import("./OpenMenu")).OpenMenu;
const OpenMenu = lazyPart(fetch);

/** A list of commands behind a button. */
export function Menu({ trigger, items }: MenuProps) {
  return <LazyPopup trigger={trigger} popup="menu" of={OpenMenu} preload={fetch} popupProps={{ items }} />;
}
