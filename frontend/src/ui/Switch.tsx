import { classNames } from "./classNames";
import css from "./Switch.module.css";

interface SwitchProps {
  id?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  className?: string | undefined;
  checked: boolean;
  onSwitch: (checked: boolean) => void;
}

/** Yes or no. */
export function Switch({ checked, onSwitch, className, ...rest }: SwitchProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      role="switch"
      aria-checked={checked}
      className={classNames(css.switch, className)}
      checked={checked}
      onChange={(event) => onSwitch(event.target.checked)}
    />
  );
}
