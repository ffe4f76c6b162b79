import type { HTMLAttributes, ReactElement } from "react";
import { lazyPart } from "../lazyPart";
import { LazyPopup } from "./LazyPopup";
import type { OpenPopoverProps } from "./OpenPopover";

interface PopoverProps extends Omit<OpenPopoverProps, "trigger"> {
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
}

const fetch = async () => (await import("./OpenPopover")).OpenPopover;
const OpenPopover = lazyPart(fetch);

/** A small card beside its trigger. */
export function Popover({ trigger, ...given }: PopoverProps) {
  return <LazyPopup trigger={trigger} popup="dialog" of={OpenPopover} preload={fetch} popupProps={given} />;
}
