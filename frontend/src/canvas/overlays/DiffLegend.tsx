import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import {
  type Compared,
  CURRENT_DOCUMENT,
  markDifferences,
  markKey,
  type Side,
  useDiffMarks,
} from "../../state/difference";
import { useDocument } from "../../state/document";
import { useDifference } from "../../state/useDifference";
import { IconButton } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import { DiffSign } from "../nodes/DiffBadge";
import css from "./DiffLegend.module.css";
import box from "./Legend.module.css";

const KINDS = ["added", "removed", "changed"] as const;

/** The legend of a comparison. Puts its badges on the nodes, and removes them. */
export function DiffLegend({ compared: { from, to } }: { compared: Compared }) {
  const { t } = useTranslation("compare");
  const drawing = useDocument((state) => state.document);
  const documentOf = ({ id, document }: Side) => (id === CURRENT_DOCUMENT ? drawing : document);
  const difference = useDifference(documentOf(from), documentOf(to));
  useEffect(() => {
    if (difference === null) return;
    useDiffMarks.setState({
      marks: new Map(difference.nodes.map(({ model, id, kind }) => [markKey(model, id), kind])),
    });
  }, [difference]);
  const count = (kind: string) => difference?.nodes.filter((node) => node.kind === kind).length ?? 0;
  const kinds = KINDS.filter((kind) => count(kind) > 0);
  return (
    <section className={classNames(box.box, css.legend)} aria-label={t("marks.title")}>
      <div className={box.header}>
        <p className={css.compared}>
          {from.name} <span aria-hidden>→</span> {to.name}
        </p>
        <IconButton small label={t("marks.clear")} onClick={() => markDifferences(null)}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {difference !== null && kinds.length === 0 && <p className={css.empty}>{t("marks.none")}</p>}
      {kinds.length > 0 && (
        <ul className={css.kinds}>
          {kinds.map((kind) => (
            <li key={kind}>
              <DiffSign kind={kind} /> {t(`marks.${kind}`, { count: count(kind) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
