import { useTranslation } from "react-i18next";
import { isOffered } from "../../commands/handlers";
import { ALIGNING, commandItems, useCommandsLoaded } from "../../commands/menuItems";
import type { CommandId } from "../../commands/registry";
import { useView } from "../../state/view";
import { type MenuItem, MenuItems } from "../../ui/overlays/MenuItems";

/** The actions for the selection, for one edge, or for the graph if nothing is selected. */
export function NodeContextMenu() {
  const { t } = useTranslation("commands");
  useCommandsLoaded();
  const hasSelection = useView(({ nodes, notes }) => nodes.length + notes.length > 0);
  const hasEdge = useView(({ edge }) => edge !== null);
  if (hasEdge) return <MenuItems items={offeredItems(["edit.delete"], ["graph.arrange", "view.fit"])} />;
  return <MenuItems items={hasSelection ? selectionItems(t("menu.align")) : graphItems()} />;
}

function graphItems(): MenuItem[] {
  return offeredItems(
    ["graph.leave"],
    ["graph.add", "graph.note", "edit.paste"],
    ["edit.selectAll", "graph.arrange", "view.fit"],
  );
}

function selectionItems(align: string): MenuItem[] {
  const aligning = offeredItems(...ALIGNING);
  return [
    ...offeredItems(
      ["graph.writeNote", "graph.enter", "graph.unpack", "graph.publish"],
      ["edit.rename", "graph.connect", "graph.callAgain", "graph.nest"],
      ["graph.freeze", "graph.freezeUpTo"],
    ),
    ...(aligning.length === 0 ? [] : [{ id: "align", title: align, items: aligning }]),
    ...withSeparator(
      offeredItems(["edit.cut", "edit.copy", "edit.duplicate"], ["edit.delete", "edit.deleteAndJoin"]),
    ),
  ];
}

/** Only the commands that are available, since a context menu is about what it was opened on. */
function offeredItems(...lists: readonly (readonly CommandId[])[]): MenuItem[] {
  return commandItems(...lists.map((ids) => ids.filter(isOffered)));
}

function withSeparator(items: MenuItem[]): MenuItem[] {
  return items.map((item, at) => (at === 0 ? { ...item, apart: true } : item));
}
