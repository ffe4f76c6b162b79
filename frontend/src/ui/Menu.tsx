import type { HTMLAttributes, ReactElement } from "react";
import { Opener } from "./LazyPopup";
import { later } from "./lazyPart";
import type { MenuItem } from "./MenuItems";

export type { MenuItem };

interface MenuProps {
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
  /** Called when it opens, where what it offers hangs on the moment. */
  items: readonly MenuItem[] | (() => readonly MenuItem[]);
}

const fetch = async () => (await import("./OpenMenu")).OpenMenu;
const OpenMenu = later(fetch);

/** A list of commands behind a button. */
export function Menu({ trigger, items }: MenuProps) {
  return <Opener trigger={trigger} popup="menu" of={OpenMenu} fetch={fetch} given={{ items }} />;
}
