import type { Code } from "@schema";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import css from "./HelpDialog.module.css";

interface HelpEntryProps {
  code: Code;
  headline: string;
  open: boolean;
  /** Whether the document has such a problem. */
  present: boolean;
  onOpen: (open: boolean) => void;
}

/** The help entry of one code, under its headline. */
export function HelpEntry({ code, headline, open, present, onOpen }: HelpEntryProps) {
  const { t } = useTranslation("help");
  const Chevron = open ? ChevronDown : ChevronRight;
  const details = useRef<HTMLDetailsElement>(null);
  // The entry that the dialog opens with is scrolled into view and focused.
  useEffect(() => {
    if (details.current?.open !== true) return;
    details.current.scrollIntoView({ block: "nearest" });
    details.current.querySelector("summary")?.focus({ preventScroll: true });
  }, []);
  return (
    <details ref={details} className={css.entry} open={open}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button. */}
      <summary
        className={css.headline}
        onClick={(event) => {
          event.preventDefault();
          onOpen(!open);
        }}
      >
        <Chevron size={12} aria-hidden className={css.chevron} />
        {headline}
        {present && <span className={css.present}>{t("here")}</span>}
        <code className={css.code}>{code}</code>
      </summary>
      <p>{t(`code.${code}.what`)}</p>
      <h3 className={css.subheading}>{t("why")}</h3>
      <p>{t(`code.${code}.why`)}</p>
      <h3 className={css.subheading}>{t("mend")}</h3>
      <p>{t(`code.${code}.mend`)}</p>
      <h3 className={css.subheading}>{t("example")}</h3>
      <pre className={css.example}>{t(`code.${code}.example`)}</pre>
    </details>
  );
}
