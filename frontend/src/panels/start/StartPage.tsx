import { FilePlus2, FolderOpen, Trash2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { leaveStart, newFromTemplate, openProject } from "../../actions/openProject";
import { isInFieldOrOverlay } from "../../commands/keyScope";
import { openBin } from "../../state/bin";
import { useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import { useToast } from "../../state/toast";
import { Button } from "../../ui/Button";
import { importFile } from "../files/documentFiles";
import { newDocument } from "../files/newDocument";
import { LanguageMenu } from "../toolbar/LanguageMenu";
import { ThemeSwitch } from "../toolbar/ThemeSwitch";
import { Examples } from "./Examples";
import { RecentProjects } from "./RecentProjects";
import css from "./StartPage.module.css";

/** The start page: an empty document, a file, a recent project, or an example. */
export function StartPage() {
  const { t } = useTranslation("start");
  const open = useProject((state) => state.id !== null);
  const name = useDocument((state) => state.document.name);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (!isInFieldOrOverlay(event.target)) leaveStart();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const fail = (error: Error) => setFailure(error.message);
  const attempt = (work: Promise<void>) => void work.then(() => setFailure(null), fail);
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <p className={css.logo}>
          Layer<b>loom</b>
        </p>
        <span className={css.spacer} />
        <LanguageMenu onFailure={fail} />
        <ThemeSwitch />
        {open && (
          <Button onClick={leaveStart}>
            <X size={14} aria-hidden /> {t("back", { name })}
          </Button>
        )}
      </header>
      <main className={css.main}>
        <div className={css.column}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {t("title")}
          </h1>
          <p className={css.text}>{t("text")}</p>
          <FailureMessage text={failure} />
          <div className={css.actions}>
            <Button look="primary" onClick={() => attempt(newDocument())}>
              <FilePlus2 size={15} aria-hidden /> {t("empty")}
            </Button>
            <Button onClick={() => attempt(importFile())}>
              <FolderOpen size={15} aria-hidden /> {t("file")}
            </Button>
          </div>
          <p className={css.text}>{t("drop")}</p>
          <RecentProjects onOpen={(id) => attempt(openProject(id))} />
          <Button look="quiet" small className={css.bin} onClick={openBin}>
            <Trash2 size={14} aria-hidden /> {t("bin:title")}
          </Button>
        </div>
        <section className={css.examples} aria-label={t("examples")}>
          <Examples onBegin={(document) => attempt(newFromTemplate(document))} onFail={fail} />
        </section>
      </main>
    </div>
  );
}

/** Shows what went wrong here, or with the document of a link or a file. */
function FailureMessage({ text }: { text: string | null }) {
  const { t } = useTranslation(["start", "picture"]);
  const note = useToast((state) => state.toast);
  const message =
    text ?? (note === null ? null : note.key === undefined ? note.text : t(note.key, { ...note.values }));
  return (
    <div role="alert">
      {message !== null && message !== undefined && <p className={css.failure}>{message}</p>}
    </div>
  );
}
