import { useTranslation } from "react-i18next";
import { edgeKey } from "../../document/equal";
import { edgesOf, findNode } from "../../document/graph";
import { useDocument } from "../../store/document";
import { useView } from "../../store/view";
import { DocumentInspector } from "./DocumentInspector";
import css from "./Inspector.module.css";
import { ManyInspector } from "./ManyInspector";
import { NodeInspector } from "./NodeInspector";
import { WireInspector } from "./WireInspector";

/** What is selected, and what can be set of it. */
export function Inspector() {
  const { t } = useTranslation("editor");
  const selected = useView((view) => view.nodes);
  const key = useView((view) => view.edge);
  const node = useDocument(({ document }) =>
    selected.length === 1 && selected[0] !== undefined ? findNode(document, selected[0]) : undefined,
  );
  const edge = useDocument(({ document }) =>
    key === null ? undefined : edgesOf(document).find((each) => edgeKey(each) === key),
  );
  return (
    <section className={css.inspector} aria-label={t("inspector.title")} data-inspector>
      {selected.length > 1 ? (
        <ManyInspector count={selected.length} />
      ) : node !== undefined ? (
        <NodeInspector key={node.id} node={node} />
      ) : edge !== undefined ? (
        <WireInspector edge={edge} />
      ) : (
        <DocumentInspector />
      )}
    </section>
  );
}
