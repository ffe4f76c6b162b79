import { useTranslation } from "react-i18next";
import { type Difference, isSame } from "../../document/diff/diff";
import type { NodeChange } from "../../document/diff/diffNodes";
import type { SettingChange } from "../../document/diff/diffSettings";
import { findNode } from "../../document/graph";
import { modelAsDocument } from "../../document/nestedModels";
import type { Document } from "../../document/types";
import { markDifferences, type Side, useDiffMarks } from "../../state/difference";
import { useDocument } from "../../state/document";
import { useDifference } from "../../state/useDifference";
import { openModelGraph, reveal } from "../../state/view";
import css from "./Comparison.module.css";
import panel from "./RunsPanel.module.css";
import { settingText } from "./settingText";

/** A `Side` whose document may still be loading. */
type Comparable = Omit<Side, "document"> & { document: Document | undefined };

interface DocumentDiffProps {
  from: Comparable;
  to: Comparable;
}

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** The differences between two documents as a list, and on request on the canvas. */
export function DocumentDiff({ from, to }: DocumentDiffProps) {
  const { t } = useTranslation("compare");
  const found = useDifference(from.document, to.document);
  const marked = useDiffMarks(({ compared }) => compared?.from.id === from.id && compared.to.id === to.id);
  const setMarked = (shown: boolean) => {
    const { document: before } = from;
    const { document: after } = to;
    if (before === undefined || after === undefined) return;
    markDifferences(shown ? { from: { ...from, document: before }, to: { ...to, document: after } } : null);
  };
  if (found === null) return <p className={panel.empty}>{t("working")}</p>;
  if (isSame(found)) return <p className={panel.empty}>{t("same")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.differences} tabIndex={0} aria-label={t("differences")}>
      <label className={css.onCanvas}>
        <input type="checkbox" checked={marked} onChange={(event) => setMarked(event.target.checked)} />
        {t("onCanvas")}
      </label>
      <GraphChanges found={found} />
      <SettingChanges title={t("settings")} settings={found.settings} />
    </section>
  );
}

function GraphChanges({ found: { nodes, edges, entries, reordered } }: { found: Difference }) {
  const { t } = useTranslation("compare");
  return (
    <ul className={css.changes}>
      {nodes.map((node) => (
        <li key={`${node.kind} ${node.model} ${node.id}`} data-kind={node.kind}>
          <DiffSign kind={node.kind} />
          <NodeLink node={node} /> <span className={css.class}>{node.class}</span>
          {node.model !== null && <span className={css.class}>{t("inside", { model: node.model })}</span>}
          <SettingDiffs settings={node.settings} />
        </li>
      ))}
      {edges.map(({ kind, model, edge, from, to }) => (
        <li key={`${kind} ${model} ${JSON.stringify(edge)}`} data-kind={kind}>
          <DiffSign kind={kind} />
          {t("wire", { from, to })}
        </li>
      ))}
      {entries.map(({ kind, model, settings }) => (
        <li key={`${kind} ${model}`} data-kind={kind}>
          <DiffSign kind={kind} />
          {t("entry", { model })}
          <SettingDiffs settings={settings} />
        </li>
      ))}
      {reordered.map((model) => (
        <li key={`order ${model}`} data-kind="changed">
          <DiffSign kind="changed" />
          {model === null ? t("reordered") : t("reorderedIn", { model })}
        </li>
      ))}
    </ul>
  );
}

function DiffSign({ kind }: { kind: keyof typeof SIGNS }) {
  const { t } = useTranslation("compare");
  return (
    <>
      <span className={css.sign} aria-hidden>
        {SIGNS[kind]}
      </span>
      <span className="visually-hidden">{t(`kind.${kind}`)} </span>
    </>
  );
}

/** A link to the node, if it exists in the open document. */
function NodeLink({ node: { id, model, title } }: { node: NodeChange }) {
  const exists = useDocument(({ document }) => {
    const graph = model === null ? document : modelAsDocument(document, model);
    return graph !== null && findNode(graph, id) !== undefined;
  });
  if (!exists) return <strong>{title}</strong>;
  const go = () => {
    openModelGraph(model);
    reveal(id);
  };
  return (
    <button type="button" className={css.link} onClick={go}>
      {title}
    </button>
  );
}

function SettingChanges({ title, settings }: { title: string; settings: readonly SettingChange[] }) {
  if (settings.length === 0) return null;
  return (
    <>
      <h4 className={css.subtitle}>{title}</h4>
      <SettingDiffs settings={settings} />
    </>
  );
}

function SettingDiffs({ settings }: { settings: readonly SettingChange[] }) {
  const { t } = useTranslation("compare");
  if (settings.length === 0) return null;
  return (
    <ul className={css.settings}>
      {settings.map(({ path, before, after }) => (
        <li key={path.join()}>
          {path.filter((part, index) => index > 0 || (part !== "config" && part !== "call_with")).join(" · ")}{" "}
          <s>{settingText(before, t)}</s> → <b>{settingText(after, t)}</b>
        </li>
      ))}
    </ul>
  );
}
