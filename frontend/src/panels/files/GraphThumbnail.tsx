import { useMemo } from "react";
import { readableDocument } from "../../document/readDocument";
import { drawSmall } from "../../document/svg/thumbnail";
import { useCatalog } from "../../state/catalog";
import { useTheme } from "../../state/preferences";
import { themePalette } from "./themePalette";

/** A thumbnail of the graph in the colours of its families; drawn again when the theme changes. */
export function GraphThumbnail({
  document,
  className,
}: {
  document: unknown;
  className: string | undefined;
}) {
  const catalog = useCatalog((state) => state.catalog);
  const theme = useTheme((state) => state.shown);
  // The theme is not read here: the colours change with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const picture = useMemo(() => {
    const readable = readableDocument(document);
    return catalog === null || readable === null ? null : drawSmall(readable, catalog, themePalette());
  }, [document, catalog, theme]);
  if (picture === null) return null;
  const source = `data:image/svg+xml,${encodeURIComponent(picture.svg)}`;
  return <img className={className} src={source} alt="" draggable={false} />;
}
