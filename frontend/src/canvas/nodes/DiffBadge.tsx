import { useTranslation } from "react-i18next";
import { markKey, useDiffMarks } from "../../state/difference";
import { openModel, useDocument } from "../../state/document";
import { classNames } from "../../ui/classNames";
import css from "./DiffBadge.module.css";

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;
type Kind = keyof typeof SIGNS;

/** Badge of a node that was added, removed or changed between two compared documents. */
export function DiffBadge({ node }: { node: string }) {
  const model = useDocument(openModel);
  const kind = useDiffMarks((state) => state.marks.get(markKey(model, node)));
  return kind === undefined ? null : <Badge kind={kind} />;
}

/** Shown as a sign, not by colour alone. */
function Badge({ kind }: { kind: Kind }) {
  const { t } = useTranslation("compare");
  return (
    <span
      className={classNames(css.sign, css.badge)}
      data-kind={kind}
      role="img"
      aria-label={t(`kind.${kind}`)}
    >
      {SIGNS[kind]}
    </span>
  );
}

/** The same sign in a legend, beside its text. */
export function DiffSign({ kind }: { kind: Kind }) {
  return (
    <span className={css.sign} data-kind={kind} aria-hidden>
      {SIGNS[kind]}
    </span>
  );
}
