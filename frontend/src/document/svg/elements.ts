import type { Position } from "../types";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What XML 1.0 cannot hold at all, not even escaped: control characters, halves of pairs, and two that are none. */
const UNWRITABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in a file.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as written between tags or in an attribute. */
export function escaped(text: string): string {
  return text.replace(UNWRITABLE, "\ufffd").replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** One element; attributes that are `undefined` are left out, numbers are rounded to hundredths. */
export function mark(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escaped(String(value))}"`)
    .join("");
  return inside.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${inside.join("")}</${name}>`;
}

export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function words(text: string, at: Position, attributes: Attributes): string {
  return mark("text", { x: at.x, y: at.y, ...attributes }, escaped(text));
}
