import { useTranslation } from "react-i18next";
import { findNode } from "../document/graph";
import { calledModel } from "../document/unpacking";
import { openModel, useDocument } from "../store/document";
import { callAgain, removeSelected, selectAll } from "../store/gestures";
import { enterModel, leaveModel, nestSelected, unpack } from "../store/nested";
import { publishModel } from "../store/published";
import { useView } from "../store/view";
import type { MenuItem } from "../ui/Menu";

/** What can be done with the nodes that are selected, or with the graph where none is. */
export function useNodeMenu(openSearch: (middle: boolean) => boolean): readonly MenuItem[] {
  const { t } = useTranslation("editor");
  const nodes = useView((view) => view.nodes);
  const [first] = nodes;
  const only = nodes.length === 1 ? first : undefined;
  const kind = useDocument(({ document }) => (only === undefined ? null : findNode(document, only)?.kind));
  const model = useDocument(({ document }) => {
    const node = only === undefined ? undefined : findNode(document, only);
    return node === undefined ? null : (calledModel(document, node)?.model ?? null);
  });
  const nested = useDocument((state) => openModel(state) !== null);
  if (first === undefined) {
    const out: MenuItem = { id: "leave", title: t("nested.leave"), keys: "Esc", onPick: () => leaveModel() };
    return [
      { id: "add", title: t("search.title"), keys: "Tab", onPick: () => openSearch(true) },
      { id: "all", title: t("nested.selectAll"), keys: "Ctrl A", onPick: selectAll },
      ...(nested ? [out] : []),
    ];
  }
  const ofModel: MenuItem[] =
    only === undefined || model === null
      ? []
      : [
          { id: "enter", title: t("nested.enter"), keys: "Enter", onPick: () => enterModel(only) },
          { id: "unpack", title: t("nested.unpack"), keys: "Ctrl Shift G", onPick: () => void unpack(only) },
          {
            id: "publish",
            title: t("nested.publish"),
            onPick: () => void publishModel(model),
          },
        ];
  const again: MenuItem[] =
    only === undefined || kind === "input" || kind === "output" || kind === "op"
      ? []
      : [{ id: "again", title: t("inspector.callAgain"), onPick: () => callAgain(only) }];
  return [
    ...ofModel,
    { id: "nest", title: t("nested.nest"), keys: "Ctrl G", onPick: nestSelected },
    ...again,
    { id: "delete", title: t("inspector.delete"), keys: "Del", apart: true, onPick: () => removeSelected() },
  ];
}
