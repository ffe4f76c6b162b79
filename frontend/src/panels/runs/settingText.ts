import type { Json } from "../../document/types";
import { valueText } from "../../document/values/settings";

/** A setting's value as short text; an unknown default is called "default". */
export function settingText(value: Json | undefined, t: (key: string) => string): string {
  if (value === undefined) return t("default");
  if (value === null) return t("none");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (Array.isArray(value))
    return `(${value.map((part) => (part === null ? "?" : valueText(part))).join(", ")})`;
  return valueText(value);
}
