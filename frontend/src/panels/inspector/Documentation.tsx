import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useReading } from "../../state/reading";
import { classes } from "../../ui/classNames";
import { later } from "../../ui/lazyPart";
import fields from "./fields/Fields.module.css";
import css from "./Inspector.module.css";

const Docs = later(async () => (await import("../docs/Docs")).Docs);

/** Keras's own words about a layer, under a line that unfolds them. */
export function Documentation({ kind, name }: { kind: string; name: string }) {
  const { t } = useTranslation("editor");
  const open = useReading((state) => state.open);
  return (
    <details
      className={classes(fields.more, css.documentation)}
      open={open}
      onToggle={(event) => useReading.setState({ open: event.currentTarget.open })}
    >
      <summary>{t("inspector.documentation")}</summary>
      {open && (
        <div className={css.docs}>
          <Suspense fallback={null}>
            <Docs kind={kind} name={name} />
          </Suspense>
        </div>
      )}
    </details>
  );
}
