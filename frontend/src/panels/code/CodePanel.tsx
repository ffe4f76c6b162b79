import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Document } from "../../document/types";
import { exportPython, summary } from "../../net/editor";
import { useDocument } from "../../store/document";
import { Button } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import css from "./CodePanel.module.css";
import { useWritten } from "./useWritten";

type Kind = "python" | "summary";
const KINDS = ["python", "summary"] as const;

const WRITERS: Record<Kind, (document: Document, signal: AbortSignal) => Promise<string>> = {
  python: exportPython,
  summary: async (document, signal) => (await summary(document, signal)).text,
};

/** The model as the script that trains it, and as Keras's own table. Written only while the panel is seen. */
export function CodePanel() {
  const { t } = useTranslation("training");
  const [kind, setKind] = useState<Kind>("python");
  return (
    <div className={css.panel}>
      <Writing
        key={kind}
        kind={kind}
        choices={
          <Choices
            label={t("code.label")}
            current={kind}
            options={KINDS.map((value) => ({ value, label: t(`code.${value}`) }))}
            onPick={setKind}
          />
        }
      />
    </div>
  );
}

function Writing({ kind, choices }: { kind: Kind; choices: ReactNode }) {
  const { t } = useTranslation("training");
  const name = useDocument(({ document }) => document.name ?? "model");
  const { text, failed, busy } = useWritten(WRITERS[kind]);
  return (
    <>
      <div className={css.bar}>
        {choices}
        {text !== null && (
          <>
            <CopyButton text={text} />
            <Button small onClick={() => save(text, name, kind)}>
              {t("code.download")}
            </Button>
          </>
        )}
      </div>
      {failed !== null && (
        <p className={css.failed} role="status">
          {t("code.failed", { message: failed })}
        </p>
      )}
      {text === null && failed === null && <p className={css.calm}>{t("code.waiting")}</p>}
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        <section className={css.scroll} tabIndex={0} aria-label={t(`code.${kind}Text`)} aria-busy={busy}>
          <pre className={css.text} data-kind={kind} data-old={failed !== null}>
            {text}
          </pre>
        </section>
      )}
    </>
  );
}

const COPIED_MS = 1500;

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation("training");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button small onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      <span aria-live="polite">{t(copied ? "code.copied" : "code.copy")}</span>
    </Button>
  );
}

function save(text: string, name: string, kind: Kind): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, "_") || "model"}${kind === "python" ? ".py" : ".txt"}`;
  link.click();
  URL.revokeObjectURL(url);
}
