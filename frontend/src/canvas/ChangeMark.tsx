import { useTranslation } from "react-i18next";
import { openModel, useDocument } from "../store/document";
import { markKey, useMarks } from "../store/marks";
import css from "./ChangeMark.module.css";

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** Says that a node is on one side of a comparison alone, or is another there: by a sign, not by its colour alone. */
export function ChangeMark({ node }: { node: string }) {
  const { t } = useTranslation("compare");
  const model = useDocument(openModel);
  const kind = useMarks((state) => state.marks.get(markKey(model, node)));
  if (kind === undefined) return null;
  return (
    <span className={css.mark} data-kind={kind} role="img" aria-label={t(`kind.${kind}`)}>
      {SIGNS[kind]}
    </span>
  );
}
