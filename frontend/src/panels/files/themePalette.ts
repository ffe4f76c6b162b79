import { PAINTS, type Palette } from "../../document/svg/palette";

/** The colours of the current theme. */
export function themePalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    PAINTS.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]),
  ) as Palette;
}
