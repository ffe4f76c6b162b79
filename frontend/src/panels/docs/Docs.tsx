import type { Documentation } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { documentation } from "../../api/catalog";
import { DocBlocks } from "./DocBlocks";
import css from "./Docs.module.css";
import { SignatureText } from "./SignatureText";

interface DocsProps {
  /** The kind of catalogue entry, and its name. */
  kind: string;
  name: string;
}

/** Keras's docstring of a catalogue entry, in English, fetched when it is shown. */
export function Docs({ kind, name }: DocsProps) {
  const { t } = useTranslation("editor");
  const [docs, setDocs] = useState<Documentation | Error | null>(null);
  useEffect(() => {
    let mounted = true;
    setDocs(null);
    const set = (answer: Documentation | Error) => mounted && setDocs(answer);
    documentation(kind, name).then(set, set);
    return () => {
      mounted = false;
    };
  }, [kind, name]);
  return (
    <section
      className={css.docs}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      aria-label={t("inspector.documentation")}
      aria-busy={docs === null}
    >
      {docs === null && <div className={css.skeleton} />}
      {docs instanceof Error && <p>{docs.message}</p>}
      {docs !== null && !(docs instanceof Error) && (
        <div lang="en" className={css.text}>
          {docs.signature && <SignatureText signature={docs.signature} />}
          <DocBlocks blocks={docs.blocks} />
        </div>
      )}
    </section>
  );
}
