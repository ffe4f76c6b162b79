import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { toneOf } from "../../document/problemTone";
import { problemsByNode, useCheck } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { useView } from "../../state/view";
import css from "./OutlinePanel.module.css";
import { outlineText } from "./outlineText";
import { type Line, useOutline } from "./useOutline";
import { selectOnCanvas, useTreeKeyboard } from "./useTreeKeyboard";

/** The graph as a tree of sentences, for screen readers and for reading. */
export function OutlinePanel() {
  const { t } = useTranslation("outline");
  const { lines, open } = useOutline();
  const report = useCheck((state) => state.report);
  const selected = useView((view) => view.nodes);
  const openModelName = useDocument(openModel);
  const tree = useRef<HTMLDivElement>(null);
  const { at, setCurrent, onKeyDown } = useTreeKeyboard(tree, lines, open);

  const entering = useView((view) => view.focusedTab === "outline");
  useEffect(() => {
    if (!entering) return;
    tree.current?.querySelector<HTMLElement>("[role='treeitem'][tabindex='0']")?.focus();
    useView.setState({ focusedTab: null });
  }, [entering]);

  if (lines.length === 0) return <p className={css.empty}>{t("empty")}</p>;
  return (
    <div className={css.panel}>
      <p className={css.about}>{t("about")}</p>
      <div
        ref={tree}
        className={css.tree}
        role="tree"
        aria-label={t("title")}
        data-graph
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {lines.map((line, index) => {
          const { item, level } = line;
          const all = problemsByNode(report, item.model).get(item.node) ?? [];
          const problems = all.filter((problem) => toneOf(problem) !== "choice");
          return (
            // The tree handles the keys.
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
            <div
              key={item.key}
              className={css.line}
              role="treeitem"
              data-key={item.key}
              data-problem={problems.length > 0 || undefined}
              aria-level={level}
              aria-posinset={line.position}
              aria-setsize={line.siblings}
              aria-expanded={line.open ?? undefined}
              aria-selected={item.model === openModelName && selected.includes(item.node)}
              tabIndex={index === at ? 0 : -1}
              style={{ paddingInlineStart: 8 + (level - 1) * 20 }}
              onFocus={() => setCurrent(item.key)}
              onClick={() => selectOnCanvas(line)}
            >
              <ExpandToggle line={line} onFold={() => open(item.key, line.open !== true)} />
              {outlineText(t, item, problems)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The chevron of a nested model, for the pointer; the keyboard uses the arrow keys. */
function ExpandToggle({ line, onFold }: { line: Line; onFold: () => void }) {
  const Icon = line.open ? ChevronDown : ChevronRight;
  return (
    <span
      className={css.toggle}
      aria-hidden
      onClick={(event) => {
        if (line.open === null) return;
        event.stopPropagation();
        onFold();
      }}
    >
      {line.open !== null && <Icon size={14} />}
    </span>
  );
}
