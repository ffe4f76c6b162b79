import { ChevronDown, Redo2, Undo2 } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { runCommand } from "../../store/commands/provided";
import { useDocument } from "../../store/document";
import { useProject } from "../../store/project";
import { showTab } from "../../store/view";
import { Button, IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import css from "./Bar.module.css";
import { download, openFile } from "./files";
import { LanguageMenu } from "./LanguageMenu";
import { ProjectsDialog } from "./LaterProjects";
import { newDocument } from "./newDocument";
import { ThemeSwitch } from "./ThemeSwitch";
import { Totals } from "./Totals";

interface BarProps {
  onArrange: () => void;
  /** Stands at the right end: Train. */
  end?: ReactNode;
}

/** The bar above everything. */
export function Bar({ onArrange, end }: BarProps) {
  const { t } = useTranslation("editor");
  const { history, undo, redo } = useDocument();
  const [dialog, setDialog] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = (work: Promise<void>) =>
    work.then(
      () => setFailure(null),
      (error: Error) => setFailure(error.message),
    );
  return (
    <header className={css.bar}>
      <h1 className={css.mark}>
        Layer<b>loom</b>
      </h1>
      <span className={css.slash} aria-hidden>
        /
      </span>
      <DocumentName />
      <Menu
        trigger={
          <Button look="quiet" small aria-label={t("bar.project")}>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
        items={[
          { id: "new", title: t("bar.new"), onPick: () => void attempt(newDocument()) },
          { id: "open", title: t("bar.open"), onPick: () => setDialog(true) },
          { id: "templates", title: t("bar.templates"), onPick: () => void runCommand("file.start") },
          { id: "import", title: t("bar.import"), apart: true, onPick: () => void attempt(openFile()) },
          { id: "json", title: t("bar.exportJson"), onPick: () => void attempt(download("json")) },
          { id: "python", title: t("bar.exportPython"), onPick: () => void attempt(download("python")) },
          { id: "svg", title: t("bar.exportSvg"), onPick: () => void runCommand("file.exportSvg") },
          { id: "png", title: t("bar.exportPng"), onPick: () => void runCommand("file.exportPng") },
          {
            id: "link",
            title: t("bar.copyLink"),
            apart: true,
            onPick: () => void runCommand("file.copyLink"),
          },
        ]}
      />
      <SavingState />
      {failure !== null && (
        <button type="button" className={css.failure} onClick={() => setFailure(null)}>
          {failure}
        </button>
      )}
      <span className={css.gap} />
      <Totals />
      <IconButton label={t("bar.undo")} keys="Ctrl Z" disabled={history.past.length === 0} onClick={undo}>
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t("bar.redo")}
        keys="Ctrl Shift Z"
        disabled={history.future.length === 0}
        onClick={redo}
      >
        <Redo2 size={16} aria-hidden />
      </IconButton>
      <Button className={css.wideOnly} onClick={onArrange}>
        {t("bar.arrange")}
      </Button>
      <Button className={css.wideOnly} onClick={() => showTab("code")}>
        {t("bar.code")}
      </Button>
      <LanguageMenu onFailure={(error) => setFailure(error.message)} />
      <ThemeSwitch />
      {end}
      <Suspense fallback={null}>{dialog && <ProjectsDialog onClose={() => setDialog(false)} />}</Suspense>
    </header>
  );
}

function DocumentName() {
  const { t } = useTranslation("editor");
  const name = useDocument(({ document }) => document.name ?? "");
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

function SavingState() {
  const { t } = useTranslation("editor");
  const saving = useProject((state) => state.saving);
  const message = useProject((state) => state.message);
  return (
    <span className={css.saving} data-saving={saving} role="status" title={message ?? undefined}>
      {t(`saving.${saving}`)}
    </span>
  );
}
