import type { TFunction } from "i18next";
import { metadataOf } from "../../document/sharing/svgMetadata";
import { drawDocument, type Picture } from "../../document/svg/drawDocument";
import type { Words } from "../../document/svg/nodeText";
import { i18n } from "../../i18n/index";
import { useCatalog } from "../../state/catalog";
import { nodeReports, useCheck } from "../../state/check";
import { openDirection } from "../../state/direction";
import { openModel, useDocument } from "../../state/document";
import { themePalette } from "./themePalette";

/** The open graph as an SVG image with its title; with `embedDocument`, the whole document is in its metadata. */
export function graphImage(embedDocument: boolean): Picture & { title: string } {
  const { document, openGraph: graph } = useDocument.getState();
  const open = openModel(useDocument.getState());
  const title = [document.name, open].filter(Boolean).join(" · ");
  const image = drawDocument(graph, {
    catalog: useCatalog.getState().catalog,
    nodes: nodeReports(useCheck.getState().report, open) ?? null,
    inside: open !== null,
    words: translations(i18n.getFixedT(null, "editor")),
    palette: themePalette(),
    flow: openDirection(),
    title,
    ...(embedDocument ? { unseen: metadataOf(document) } : {}),
  });
  return { ...image, title };
}

function translations(t: TFunction<"editor">): Words {
  return {
    call: (number) => t("node.call", { number }),
    firstCall: (className, number) => t("node.firstCall", { class: className, number }),
    sameWeights: (number) => t("node.sameWeights", { number }),
    model: (count) => t("node.model", { count }),
    modelOfMany: t("node.modelOfMany"),
    run: t("node.run"),
  };
}
