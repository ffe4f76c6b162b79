import { PAINTS, type Palette } from "../../src/document/svg/palette";
import { source } from "../files";

/** The colours of one theme, as the style sheet writes them. */
export function palette(theme: "light" | "dark"): Palette {
  const sheet = source("ui/tokens.css");
  const dark = sheet.indexOf(':root[data-theme="dark"]');
  const part = theme === "light" ? sheet.slice(0, dark) : sheet.slice(dark);
  return Object.fromEntries(
    PAINTS.map((token) => [token, new RegExp(`--${token}:\\s*(#[0-9a-f]{6})`).exec(part)?.[1] ?? "none"]),
  ) as Palette;
}
