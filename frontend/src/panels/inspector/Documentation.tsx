import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { documentation } from "../../net/editor";
import { classes } from "../../ui/classes";
import fields from "./Fields.module.css";
import css from "./Inspector.module.css";

/** Keras's own words about a layer, read live when they are asked for. */
export function Documentation({ kind, name }: { kind: string; name: string }) {
  const { t } = useTranslation("editor");
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    if (!open) return;
    let here = true;
    setText(null);
    documentation(kind, name).then(
      (answer) => here && setText(answer.text),
      (error: Error) => here && setText(error.message),
    );
    return () => {
      here = false;
    };
  }, [open, kind, name]);
  return (
    <details
      className={classes(fields.more, css.documentation)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t("inspector.documentation")}</summary>
      {open && (text === null ? <div className={css.skeleton} /> : <pre className={css.docs}>{text}</pre>)}
    </details>
  );
}
