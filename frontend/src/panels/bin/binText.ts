import type { BinItem } from "@schema";
import type { TFunction } from "i18next";

/** How many names a sentence lists; the others are counted. */
const MAX_NAMES = 3;

/** What was deleted, and what was deleted with it. The namespace `bin` must be loaded. */
export function deletedText(t: TFunction, item: BinItem): string {
  return t(`bin:deleted.${item.kind}`, { name: item.name, count: item.runs });
}

/** What uses the item, and what happens to that; `null` if nothing does. */
export function usedByText(t: TFunction, language: string, { kind, used_by }: BinItem): string | null {
  if (used_by.length === 0) return null;
  const more = used_by.length - MAX_NAMES;
  const named = used_by.slice(0, MAX_NAMES).map((name) => t("bin:quoted", { name }));
  const names = more > 0 ? [...named, t("bin:more", { count: more })] : named;
  return t(`bin:used.${kind}`, { names: new Intl.ListFormat(language).format(names) });
}
