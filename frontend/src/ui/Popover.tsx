import type { HTMLAttributes, ReactElement } from "react";
import { Opener } from "./LazyPopup";
import { later } from "./lazyPart";
import type { OpenPopoverProps } from "./OpenPopover";

interface PopoverProps extends Omit<OpenPopoverProps, "trigger"> {
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
}

const fetch = async () => (await import("./OpenPopover")).OpenPopover;
const OpenPopover = later(fetch);

/** A small card beside its trigger. */
export function Popover({ trigger, ...given }: PopoverProps) {
  return <Opener trigger={trigger} popup="dialog" of={OpenPopover} fetch={fetch} given={given} />;
}
