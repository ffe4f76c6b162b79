import { useTranslation } from "react-i18next";
import { isOffered } from "../../commands/handlers";
import { ALIGNING, commandItems } from "../../commands/menuItems";
import type { CommandId } from "../../commands/registry";
import { useView } from "../../state/view";
import { type MenuItem, MenuItems } from "../../ui/MenuItems";

/** What can be done with what is selected, or with the graph where nothing is. */
export function NodeMenu() {
  const { t } = useTranslation("commands");
  const some = useView(({ nodes, notes }) => nodes.length + notes.length > 0);
  return <MenuItems items={some ? ofSelection(t("menu.align")) : ofGraph()} />;
}

function ofGraph(): MenuItem[] {
  return possible(
    ["graph.leave"],
    ["graph.add", "graph.note", "edit.paste"],
    ["edit.selectAll", "graph.arrange", "view.fit"],
  );
}

function ofSelection(align: string): MenuItem[] {
  const aligning = possible(...ALIGNING);
  return [
    ...possible(
      ["graph.writeNote", "graph.enter", "graph.unpack", "graph.publish"],
      ["edit.rename", "graph.connect", "graph.callAgain", "graph.nest"],
    ),
    ...(aligning.length === 0 ? [] : [{ id: "align", title: align, items: aligning }]),
    ...apart(possible(["edit.cut", "edit.copy", "edit.duplicate"], ["edit.delete", "edit.deleteAndJoin"])),
  ];
}

/** Only what can be done: a menu that opens on a thing is about that thing. */
function possible(...lists: readonly (readonly CommandId[])[]): MenuItem[] {
  return commandItems(...lists.map((ids) => ids.filter(isOffered)));
}

function apart(items: MenuItem[]): MenuItem[] {
  return items.map((item, at) => (at === 0 ? { ...item, apart: true } : item));
}
