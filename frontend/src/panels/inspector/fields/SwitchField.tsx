import type { FieldProblem } from "../../../state/check";
import { classNames } from "../../../ui/classNames";
import { Field } from "../../../ui/Field";
import { Switch } from "../../../ui/Switch";
import css from "./Fields.module.css";

interface SwitchFieldProps {
  label: string;
  hint?: string;
  value: boolean;
  className?: string | undefined;
  problem: FieldProblem | undefined;
  onValue: (value: boolean) => void;
}

/** Yes or no, on one line with its label. */
export function SwitchField({ label, hint, value, className, problem, onValue }: SwitchFieldProps) {
  return (
    <Field label={label} hint={hint} className={classNames(css.switch, className)} problem={problem} inline>
      {(control) => <Switch {...control} checked={value} onSwitch={onValue} />}
    </Field>
  );
}
