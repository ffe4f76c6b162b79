import { ChevronDown, Menu as MenuIcon } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { registerHandlers } from "../../commands/handlers";
import { ALIGNING, commandItems, useCommandsLoaded } from "../../commands/menuItems";
import type { CommandId } from "../../commands/registry";
import { Button } from "../../ui/Button";
import { Menu, type MenuItem } from "../../ui/overlays/Menu";
import { exportFile, importFile } from "../files/documentFiles";
import { ProjectsDialog } from "../files/LazyProjectsDialog";
import { newDocument } from "../files/newDocument";
import { languageItems } from "./LanguageMenu";

interface FileMenuProps {
  /** Called with the message of a failure, and with `null` after the next success. */
  onFailure: (message: string | null) => void;
}

/** The menu of documents and their commands. Loaded right after the page. */
export function FileMenu({ onFailure }: FileMenuProps) {
  const { t } = useTranslation("commands");
  const [choosing, setChoosing] = useState(false);
  useCommandsLoaded();
  useEffect(() => {
    const attempt = (work: Promise<void>) =>
      void work.then(
        () => onFailure(null),
        (error: Error) => onFailure(error.message),
      );
    return registerHandlers({
      "file.new": { run: () => attempt(newDocument()) },
      "file.open": { run: () => setChoosing(true) },
      "file.import": { run: () => attempt(importFile()) },
      "file.exportJson": { run: () => attempt(exportFile("json")) },
      "file.exportPython": { run: () => attempt(exportFile("python")) },
      "file.exportNotebook": { run: () => attempt(exportFile("notebook")) },
    });
  }, [onFailure]);
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" small aria-label={t("menu.project")} title={t("menu.project")}>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
        items={() => commandItems(...FILE)}
      />
      <Suspense fallback={null}>{choosing && <ProjectsDialog onClose={() => setChoosing(false)} />}</Suspense>
    </>
  );
}

interface MainMenuProps {
  onFailure: (error: Error) => void;
}

/** The menu of all other commands, by topic. */
export function MainMenu({ onFailure }: MainMenuProps) {
  const { t, i18n } = useTranslation("commands");
  useCommandsLoaded();
  const submenu = (
    group: string,
    lists: readonly (readonly CommandId[])[],
    last: readonly MenuItem[] = [],
  ) => {
    const items = [...commandItems(...lists), ...last];
    return items.length === 0 ? [] : [{ id: group, title: t(`group.${group}`), items }];
  };
  const items = (): MenuItem[] => {
    const align = commandItems(...ALIGNING);
    const aligning = align.length === 0 ? [] : [{ id: "align", title: t("menu.align"), items: align }];
    return [
      ...commandItems(["help.commands", "edit.find"]),
      ...submenu("edit", EDIT),
      ...submenu("graph", GRAPH, aligning),
      ...submenu("view", VIEW),
      ...submenu("train", [["train.start", "train.stop", "train.pause"]]),
      { id: "language", title: t("editor:bar.language"), items: languageItems(i18n.language, onFailure) },
      ...submenu("help", [["help.keys", "help.problems", "help.tour"]]),
    ];
  };
  return (
    <Menu
      trigger={
        <Button look="quiet" small aria-label={t("menu.title")} title={t("menu.title")}>
          <MenuIcon size={16} aria-hidden />
        </Button>
      }
      items={items}
    />
  );
}

const FILE: readonly CommandId[][] = [
  ["file.new", "file.open", "file.start", "file.import"],
  ["file.bin", "file.revisions"],
  [
    "file.exportJson",
    "file.exportPython",
    "file.exportNotebook",
    "file.exportSvg",
    "file.exportPng",
    "file.copyLink",
  ],
];
const EDIT: readonly CommandId[][] = [
  ["edit.undo", "edit.redo"],
  ["edit.cut", "edit.copy", "edit.paste", "edit.pasteLinked", "edit.duplicate"],
  ["edit.selectAll", "edit.selectNone", "edit.delete", "edit.deleteAndJoin"],
  ["edit.rename", "graph.settings", "edit.fix"],
];
const GRAPH: readonly CommandId[][] = [
  ["graph.add", "graph.note", "graph.connect", "graph.callAgain"],
  ["graph.enter", "graph.leave", "graph.nest", "graph.unpack", "graph.publish"],
  ["graph.freeze", "graph.freezeUpTo"],
  ["graph.arrange", "view.flow"],
];
const VIEW: readonly CommandId[][] = [
  ["view.fit", "view.actualSize", "view.zoomIn", "view.zoomOut"],
  ["view.nextProblem", "view.previousProblem"],
  ["view.problems", "view.training", "view.data", "view.runs", "view.code", "view.outline"],
  ["view.palette", "view.inspector", "view.dock", "view.dockLarge", "view.theme"],
  ["view.present"],
  ["view.costParams", "view.costFlops", "view.costActivations", "view.watch"],
];
