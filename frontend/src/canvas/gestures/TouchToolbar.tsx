import { Copy, SlidersHorizontal, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runCommand } from "../../commands/handlers";
import { setCollapsed, useView } from "../../state/view";
import { IconButton } from "../../ui/Button";
import css from "./TouchToolbar.module.css";

/** For touch, which has no keys: the most frequent actions on the selection. */
export function TouchToolbar() {
  const { t } = useTranslation("commands");
  const hasSelection = useView(({ nodes, notes, edge }) => nodes.length + notes.length > 0 || edge !== null);
  const inspectorFolded = useView((view) => view.collapsed.inspector);
  const nodes = useView((view) => view.nodes.length + view.notes.length > 0);
  if (!hasSelection) return null;
  return (
    <div className={css.toolbar} role="toolbar" aria-label={t("menu.selection")}>
      {inspectorFolded && (
        <IconButton label={t("title.graph.settings")} onClick={() => setCollapsed("inspector", false)}>
          <SlidersHorizontal size={16} aria-hidden />
        </IconButton>
      )}
      {nodes && (
        <IconButton label={t("title.edit.duplicate")} onClick={() => void runCommand("edit.duplicate")}>
          <Copy size={16} aria-hidden />
        </IconButton>
      )}
      <IconButton label={t("title.edit.delete")} onClick={() => void runCommand("edit.delete")}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
