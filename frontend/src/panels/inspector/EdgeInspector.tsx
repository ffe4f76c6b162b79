import { useTranslation } from "react-i18next";
import { removeSelected } from "../../actions/graphActions";
import { findNode, titleOf } from "../../document/graph";
import type { Edge } from "../../document/types";
import { shapeText } from "../../document/values/shape";
import { useNodeReport } from "../../state/check";
import { useDocument } from "../../state/document";
import { reveal } from "../../state/view";
import { Button } from "../../ui/Button";
import css from "./Inspector.module.css";
import { useSourceName } from "./useSourceName";

/** The selected edge: its shape, source and target. */
export function EdgeInspector({ edge }: { edge: Edge }) {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const spec = useNodeReport(edge.source)?.outputs[edge.source_output ?? 0];
  const from = useSourceName(edge);
  const target = findNode(openGraph, edge.target);
  const nodeLink = (id: string, name: string) => (
    <button type="button" className={css.link} onClick={() => reveal(id)}>
      {name}
    </button>
  );
  return (
    <>
      <h2 className={css.title}>{t("wire.title")}</h2>
      <dl className={css.facts}>
        <dt>{t("wire.from")}</dt>
        <dd>{nodeLink(edge.source, from)}</dd>
        <dt>{t("wire.to")}</dt>
        <dd>{nodeLink(edge.target, target === undefined ? edge.target : titleOf(openGraph, target))}</dd>
        <dt>{t("wire.shape")}</dt>
        <dd>
          <code>{spec === undefined ? t("wire.unknown") : `${shapeText(spec)} · ${spec.dtype}`}</code>
        </dd>
      </dl>
      <div className={css.actions}>
        <Button onClick={() => removeSelected()}>{t("wire.remove")}</Button>
      </div>
    </>
  );
}
