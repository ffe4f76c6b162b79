import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useDocsOpen } from "../../state/help";
import { classNames } from "../../ui/classNames";
import { lazyPart } from "../../ui/lazyPart";
import fields from "./fields/Fields.module.css";
import css from "./Inspector.module.css";

const Docs = lazyPart(async () => (await import("../docs/Docs")).Docs);

/** Keras's documentation of a layer, in a disclosure. */
export function Documentation({ kind, name }: { kind: string; name: string }) {
  const { t } = useTranslation("editor");
  const open = useDocsOpen((state) => state.open);
  return (
    <details
      className={classNames(fields.more, css.documentation)}
      open={open}
      onToggle={(event) => useDocsOpen.setState({ open: event.currentTarget.open })}
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
