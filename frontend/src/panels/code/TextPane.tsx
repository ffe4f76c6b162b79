import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { fileStem, saveFile } from "../../ui/saveFile";
import css from "./CodePanel.module.css";

interface TextPaneProps {
  choices: ReactNode;
  text: string | null;
  failed: string | null;
  /** Of the file's name. */
  extension: string;
  children: ReactNode;
}

/** A text that the server wrote, with what can be done with it. */
export function TextPane({ choices, text, failed, extension, children }: TextPaneProps) {
  const { t } = useTranslation("code");
  const name = useDocument(({ openGraph }) => openGraph.name ?? "model");
  return (
    <>
      <div className={css.bar}>
        {choices}
        {text !== null && (
          <>
            <CopyButton text={text} />
            <Button
              small
              onClick={() =>
                saveFile(new Blob([text], { type: "text/plain" }), fileStem(name, "model") + extension)
              }
            >
              {t("download")}
            </Button>
          </>
        )}
      </div>
      {failed !== null && (
        <p className={css.failed} role="status">
          {t("failed", { message: failed })}
        </p>
      )}
      {text === null && failed === null && <p className={css.calm}>{t("waiting")}</p>}
      {children}
    </>
  );
}

const COPIED_MS = 1500;

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation("code");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button small onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      <span aria-live="polite">{t(copied ? "copied" : "copy")}</span>
    </Button>
  );
}
