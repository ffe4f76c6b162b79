import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { edgeKey } from "../../document/equal";
import { edgesOf, findNode } from "../../document/graph";
import { useDocument } from "../../state/document";
import { usePageReady } from "../../state/pageReady";
import { useView } from "../../state/view";
import { lazyPart } from "../../ui/lazyPart";
import { DocumentInspector } from "./DocumentInspector";
import css from "./Inspector.module.css";

/** The forms are large, and nothing is selected at first. */
const SelectedInspector = lazyPart(
  async () => (await import("./SelectedInspector")).SelectedInspector,
  "gestures",
  "activations",
);

/** The inspector: the settings of the selection. */
export function Inspector() {
  const { t } = useTranslation("editor");
  const selected = useView((view) => view.nodes);
  const notes = useView((view) => view.notes.length);
  const edgeId = useView((view) => view.edge);
  const node = useDocument(({ openGraph }) =>
    selected.length === 1 && selected[0] !== undefined ? findNode(openGraph, selected[0]) : undefined,
  );
  const edge = useDocument(({ openGraph }) =>
    edgeId === null ? undefined : edgesOf(openGraph).find((each) => edgeKey(each) === edgeId),
  );
  const readOnly = useDocument((state) => state.readOnly);
  const several = selected.length + notes > 1;
  const hasSelection = selected.length + notes > 0 || edge !== undefined;
  // Fetched in advance, so that the first selected node has its form at once.
  const ready = usePageReady((state) => state.ready);
  useEffect(() => {
    if (ready) void SelectedInspector.preload();
  }, [ready]);
  return (
    <section className={css.inspector} aria-label={t("inspector.title")} data-inspector>
      <fieldset className={css.fields} disabled={readOnly && hasSelection}>
        {several || node !== undefined || edge !== undefined ? (
          <Suspense fallback={null}>
            <SelectedInspector nodes={selected.length} notes={notes} node={node} edge={edge} />
          </Suspense>
        ) : (
          <DocumentInspector />
        )}
      </fieldset>
    </section>
  );
}
