import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { loadNamespaces } from "../i18n/languages";

/** A part of the page that comes, with its texts, when it is first shown. It stands inside a `Suspense`. */
export function lazyPart<P>(
  load: () => Promise<ComponentType<P>>,
  ...namespaces: readonly string[]
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    const [part] = await Promise.all([load(), loadNamespaces(...namespaces)]);
    return { default: part };
  });
}
