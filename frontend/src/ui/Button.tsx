import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import css from "./Button.module.css";
import { classNames } from "./classNames";
import { Tooltip } from "./overlays/Tooltip";

type Look = "normal" | "primary" | "quiet" | "danger";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "normal", small, className, ...rest }: ButtonProps) {
  const names = classNames(css.button, look !== "normal" && css[look], small && css.small, className);
  return <button type="button" className={names} {...rest} />;
}

export interface IconButtonProps extends ButtonProps {
  /** What the button does: its accessible name, and its tooltip. */
  label: string;
  /** The key that does the same, shown in the tooltip. */
  keys?: string;
  children: ReactNode;
}

export function IconButton({ label, keys, look = "quiet", className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button aria-label={label} look={look} className={classNames(css.icon, className)} {...rest} />
    </Tooltip>
  );
}
