import { escaped, mark } from "../svg/elements";
import type { Document } from "../types";
import { Damaged, TooLarge } from "./compression";

/** The namespace under which an SVG has the document. */
export const NAMESPACE = "urn:layerloom:document";

/** The marks that hold a document in an SVG. */
export function metadataOf(document: Document): string {
  // A sign that XML cannot hold is escaped in JSON by its number as well.
  const json = JSON.stringify(document).replace(
    /[\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16)}`,
  );
  return mark("metadata", {}, mark("layerloom:document", { "xmlns:layerloom": NAMESPACE }, escaped(json)));
}

const HOLDS = /<((?:[\w.-]+:)?)document\b[^>]*?>([^<]*)<\/\1document\s*>/;

const SIGNS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The JSON text in an SVG, `null` where there is none. It is cut out of the text: nothing in the file is made, run or
 * expanded.
 */
export function jsonInSvg(svg: string, limit: number): string | null {
  const metadata = /<metadata\b[^>]*>([\s\S]*?)<\/metadata\s*>/.exec(svg)?.[1];
  if (metadata?.includes(NAMESPACE) !== true) return null;
  const found = HOLDS.exec(metadata)?.[2];
  if (found === undefined) throw new Damaged("The document is cut off.");
  if (found.length > 2 * limit) throw new TooLarge(`More than ${limit} bytes.`);
  return found.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null;
    if (code === null) return SIGNS[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function isSvg(text: string): boolean {
  return /<svg\b/i.test(text.slice(0, 4096));
}
