import { useTranslation } from "react-i18next";
import { openModel, useDocument } from "../../state/document";
import { markKey, useDiffMarks } from "../../state/marks";
import { classNames } from "../../ui/classNames";
import css from "./DiffBadge.module.css";

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;
type Kind = keyof typeof SIGNS;

/** Says that a node is on one side of a comparison alone, or is another there. */
export function DiffBadge({ node }: { node: string }) {
  const model = useDocument(openModel);
  const kind = useDiffMarks((state) => state.marks.get(markKey(model, node)));
  return kind === undefined ? null : <Badge kind={kind} />;
}

/** By a sign, not by its colour alone. */
function Badge({ kind }: { kind: Kind }) {
  const { t } = useTranslation("compare");
  return (
    <span
      className={classNames(css.sign, css.mark)}
      data-kind={kind}
      role="img"
      aria-label={t(`kind.${kind}`)}
    >
      {SIGNS[kind]}
    </span>
  );
}

/** The same sign in a legend, where words stand beside it. */
export function DiffSign({ kind }: { kind: Kind }) {
  return (
    <span className={css.sign} data-kind={kind} aria-hidden>
      {SIGNS[kind]}
    </span>
  );
}
