/** Where a key is heard: on the canvas, anywhere but in a text field, or in text fields too. */
export type Scope = "canvas" | "page" | "everywhere";

export interface Command {
  scope: Scope;
  /** As `keymap.ts` writes them; the first is the one that is shown. */
  keys: readonly string[];
  /** The browser hears the keys by itself, as those of the clipboard: they are shown, and cannot be changed. */
  fixed?: true;
  /** Runs again with every auto-repeat of the key. */
  repeats?: true;
}

const canvas = (...keys: string[]): Command => ({ scope: "canvas", keys });
const page = (...keys: string[]): Command => ({ scope: "page", keys });
const everywhere = (...keys: string[]): Command => ({ scope: "everywhere", keys });
const fixed = (...keys: string[]): Command => ({ scope: "page", keys, fixed: true });
const repeating = (command: Command): Command => ({ ...command, repeats: true });

/**
 * Every command there is, with the keys it has from the start, in the order in which they are listed. The part before
 * the dot is its group; its title is `commands:title.GROUP.NAME`. What a command does is said where it is done, by
 * `registerHandlers`. Where several have one key, the first that has something to do does it.
 */
export const COMMANDS = {
  "train.start": everywhere("Mod+Enter"),
  "train.stop": page(),
  "train.pause": page(),
  "help.commands": everywhere("Mod+K"),
  "help.keys": page("?"),
  "help.problems": page("F1"),
  "help.tour": page(),

  "file.new": page(),
  "file.open": page("Mod+O"),
  "file.start": page(),
  "file.bin": page(),
  "file.revisions": page(),
  "file.import": page(),
  "file.addData": page(),
  "file.loadWeights": page(),
  "file.exportJson": page("Mod+S"),
  "file.exportPython": page(),
  "file.exportNotebook": page(),
  "file.exportSvg": page(),
  "file.exportPng": page(),
  "file.copyLink": page(),

  "edit.undo": repeating(page("Mod+Z")),
  "edit.redo": repeating(page("Mod+Shift+Z", "Mod+Y")),
  "edit.cut": fixed("Mod+X"),
  "edit.copy": fixed("Mod+C"),
  "edit.paste": fixed("Mod+V"),
  "edit.pasteLinked": page("Mod+Shift+V"),
  "edit.duplicate": page("Mod+D"),
  "edit.selectAll": page("Mod+A"),
  "edit.letGo": page("Escape"),
  "edit.selectNone": canvas("Escape"),
  "edit.delete": canvas("Delete", "Backspace"),
  "edit.deleteAndJoin": canvas("Mod+Delete", "Mod+Backspace"),
  "edit.rename": canvas("F2"),
  "edit.find": page("Mod+F"),
  "edit.fix": page("Alt+Enter"),

  "graph.add": canvas("Tab"),
  "graph.note": canvas("Shift+N"),
  "graph.writeNote": canvas("Enter"),
  "graph.connect": canvas("C"),
  "graph.callAgain": canvas("Shift+C"),
  "graph.enter": canvas("Enter"),
  "graph.settings": canvas("Enter"),
  "graph.leave": canvas("Escape"),
  "graph.nest": page("Mod+G"),
  "graph.unpack": page("Mod+Shift+G"),
  "graph.publish": page(),
  "graph.freeze": canvas(),
  "graph.freezeUpTo": canvas(),
  "graph.arrange": page("Mod+Shift+L"),
  "graph.alignLeft": canvas("Alt+Shift+ArrowLeft"),
  "graph.alignCenter": canvas(),
  "graph.alignRight": canvas("Alt+Shift+ArrowRight"),
  "graph.alignTop": canvas("Alt+Shift+ArrowUp"),
  "graph.alignMiddle": canvas(),
  "graph.alignBottom": canvas("Alt+Shift+ArrowDown"),
  "graph.distributeAcross": canvas(),
  "graph.distributeDown": canvas(),

  "view.fit": canvas("1"),
  "view.actualSize": canvas("0"),
  "view.zoomIn": repeating(canvas("+", "=")),
  "view.zoomOut": repeating(canvas("-")),
  "view.flow": page(),
  "view.nextProblem": repeating(everywhere("F8")),
  "view.previousProblem": repeating(everywhere("Shift+F8")),
  "view.costParams": page(),
  "view.costFlops": page(),
  "view.costActivations": page(),
  "view.watch": page(),
  "view.outline": page("Mod+Shift+O"),
  "view.problems": page("Alt+1"),
  "view.training": page("Alt+2"),
  "view.data": page("Alt+3"),
  "view.runs": page("Alt+4"),
  "view.code": page("Alt+5"),
  "view.palette": page("Mod+B"),
  "view.inspector": page("Mod+I"),
  "view.dock": page("Mod+J"),
  "view.dockLarge": page("Mod+Shift+J"),
  "view.theme": page(),
  "view.present": page(),
} satisfies Record<string, Command>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];

export function commandOf(id: CommandId): Command {
  return COMMANDS[id];
}

export function groupOf(id: CommandId): string {
  return id.slice(0, id.indexOf("."));
}
