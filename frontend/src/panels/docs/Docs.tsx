import type { Documentation } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { documentation } from "../../api/documents";
import { Blocks } from "./DocBlocks";
import css from "./Docs.module.css";
import { SignatureText } from "./SignatureText";

interface DocsProps {
  /** Which part of the catalogue, and what in it. */
  kind: string;
  name: string;
}

/** Keras's own words, in its language, read live when they are shown. */
export function Docs({ kind, name }: DocsProps) {
  const { t } = useTranslation("editor");
  const [read, setRead] = useState<Documentation | Error | null>(null);
  useEffect(() => {
    let here = true;
    setRead(null);
    const set = (answer: Documentation | Error) => here && setRead(answer);
    documentation(kind, name).then(set, set);
    return () => {
      here = false;
    };
  }, [kind, name]);
  return (
    <section
      className={css.docs}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      aria-label={t("inspector.documentation")}
      aria-busy={read === null}
    >
      {read === null && <div className={css.skeleton} />}
      {read instanceof Error && <p>{read.message}</p>}
      {read !== null && !(read instanceof Error) && (
        <div lang="en" className={css.text}>
          {read.signature && <SignatureText signature={read.signature} />}
          <Blocks blocks={read.blocks} />
        </div>
      )}
    </section>
  );
}
