import { Redo2, Undo2 } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { restoreProject } from "../../actions/restoreDeleted";
import { useKeyLabel } from "../../commands/keymap";
import { useDocument } from "../../state/document";
import { usePageReady } from "../../state/pageReady";
import { useProject } from "../../state/project";
import { showDockTab } from "../../state/view";
import { Button, IconButton } from "../../ui/Button";
import { lazyPart } from "../../ui/lazyPart";
import { LanguageMenu } from "./LanguageMenu";
import { ModelTotals } from "./ModelTotals";
import { ThemeSwitch } from "./ThemeSwitch";
import css from "./Toolbar.module.css";

/** Loaded right after the page. */
const FileMenu = lazyPart(async () => (await import("./Menus")).FileMenu, "commands");
const MainMenu = lazyPart(async () => (await import("./Menus")).MainMenu, "commands");

const MENU_PLACEHOLDER = <span className={css.button} />;

interface ToolbarProps {
  onArrange: () => void;
  /** Shown at the right end: the train button. */
  end?: ReactNode;
}

/** The toolbar at the top of the page. */
export function Toolbar({ onArrange, end }: ToolbarProps) {
  const { t } = useTranslation("editor");
  const ready = usePageReady((state) => state.ready);
  const [failure, setFailure] = useState<string | null>(null);
  return (
    <header className={css.toolbar}>
      <h1 className={css.logo}>
        Layer<b>loom</b>
      </h1>
      <span className={css.slash} aria-hidden>
        /
      </span>
      <DocumentName />
      {ready ? (
        <Suspense fallback={MENU_PLACEHOLDER}>
          <FileMenu onFailure={setFailure} />
        </Suspense>
      ) : (
        MENU_PLACEHOLDER
      )}
      <SaveStatus onFailure={setFailure} />
      {failure !== null && (
        <button type="button" className={css.failure} onClick={() => setFailure(null)}>
          {failure}
        </button>
      )}
      <span className={css.spacer} />
      <ModelTotals />
      <UndoRedo />
      <Button className={css.wideOnly} onClick={onArrange}>
        {t("bar.arrange")}
      </Button>
      <Button className={css.wideOnly} onClick={() => showDockTab("code")}>
        {t("bar.code")}
      </Button>
      <span className={css.wideControls}>
        <LanguageMenu onFailure={(error) => setFailure(error.message)} />
        <ThemeSwitch />
      </span>
      {ready ? (
        <Suspense fallback={MENU_PLACEHOLDER}>
          <MainMenu onFailure={(error) => setFailure(error.message)} />
        </Suspense>
      ) : (
        MENU_PLACEHOLDER
      )}
      {end}
    </header>
  );
}

function DocumentName() {
  const { t } = useTranslation("editor");
  const name = useDocument(({ openGraph }) => openGraph.name ?? "");
  const edit = useDocument((state) => state.edit);
  return (
    <input
      className={css.name}
      aria-label={t("bar.name")}
      spellCheck={false}
      value={name}
      style={{ width: `${Math.min(Math.max(name.length, 6), 26) + 2}ch` }}
      onChange={(event) => edit([{ type: "set_field", path: ["name"], value: event.target.value }], "name")}
    />
  );
}

/** The undo and redo buttons. */
function UndoRedo() {
  const { t } = useTranslation("editor");
  const past = useDocument(({ history }) => history.past.length > 0);
  const future = useDocument(({ history }) => history.future.length > 0);
  const undo = useDocument((state) => state.undo);
  const redo = useDocument((state) => state.redo);
  const undoKey = useKeyLabel("edit.undo");
  const redoKey = useKeyLabel("edit.redo");
  return (
    <>
      <IconButton label={t("bar.undo")} keys={undoKey} disabled={!past} onClick={undo}>
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton label={t("bar.redo")} keys={redoKey} disabled={!future} onClick={redo}>
        <Redo2 size={16} aria-hidden />
      </IconButton>
    </>
  );
}

function SaveStatus({ onFailure }: { onFailure: (message: string) => void }) {
  const { t } = useTranslation("editor");
  const id = useProject((state) => state.id);
  const saving = useProject((state) => state.saving);
  const message = useProject((state) => state.message);
  return (
    <>
      <span className={css.saving} data-saving={saving} role="status" title={message ?? undefined}>
        {t(`saving.${saving}`)}
      </span>
      {saving === "binned" && id !== null && (
        <Button
          small
          className={css.second}
          onClick={() => void restoreProject(id).catch((error: Error) => onFailure(error.message))}
        >
          {t("waiting.restore")}
        </Button>
      )}
    </>
  );
}
