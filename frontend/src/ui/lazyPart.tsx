import { type ComponentType, lazy, type ReactNode, useState } from "react";
import { loadNamespaces } from "../i18n/languages";

export type LazyPart<P> = ((props: P) => ReactNode) & {
  /** Loads the part and its texts. Rendered after that, it does not suspend. */
  preload: () => Promise<unknown>;
};

/** A part of the page that loads, with its texts, when it is first rendered. Render it inside a `Suspense`. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  ...namespaces: readonly string[]
): LazyPart<P> {
  let loaded: ComponentType<P> | null = null;
  const preload = async () => {
    const [part] = await Promise.all([load(), loadNamespaces(...namespaces)]);
    loaded = part;
    return { default: part };
  };
  const Lazy = lazy(preload) as unknown as ComponentType<P>;
  const Part = (props: P) => {
    // One component for as long as it is mounted: another one would lose its state.
    const [Shown] = useState(() => loaded ?? Lazy);
    return <Shown {...props} />;
  };
  return Object.assign(Part, { preload });
}
