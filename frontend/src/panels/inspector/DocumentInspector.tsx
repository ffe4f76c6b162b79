import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useHandlers } from "../../commands/handlers";
import { nodesOf } from "../../document/graph";
import { entryTitle } from "../../document/nesting/modelEntries";
import { useCheck } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { useTour } from "../../state/help";
import { lazyPart } from "../../ui/lazyPart";
import { bytesText, countText } from "../../ui/numbers";
import { TourOffer } from "../start/TourOffer";
import css from "./Inspector.module.css";

const NestedModelForm = lazyPart(async () => (await import("./NestedModelForm")).NestedModelForm);

/** Shown without a selection: the model, or the open nested model, and hints. */
export function DocumentInspector() {
  const { t } = useTranslation("editor");
  const open = useDocument(openModel);
  const tourOffered = useTour((state) => state.offered);
  const tourLoaded = useHandlers((state) => state.handlers["help.tour"] !== undefined);
  return (
    <>
      {open === null ? <ModelSummary /> : <NestedModelSummary name={open} />}
      {tourOffered && tourLoaded && <TourOffer />}
      <h3 className={css.heading}>{t("help.title")}</h3>
      <ul className={css.help}>
        {(["add", "connect", "drop", "delete", "nest", "undo"] as const).map((line) => (
          <li key={line}>{t(`help.${line}`)}</li>
        ))}
      </ul>
    </>
  );
}

function NestedModelSummary({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const title = useDocument(({ document }) => entryTitle(document, name));
  return (
    <>
      <h2 className={css.title}>{title}</h2>
      <p className={css.text}>{t("model.about")}</p>
      <form className={css.form} onSubmit={(event) => event.preventDefault()}>
        <Suspense fallback={null}>
          <NestedModelForm name={name} problem={undefined} />
        </Suspense>
      </form>
    </>
  );
}

function ModelSummary() {
  const { t } = useTranslation("editor");
  const totals = useCheck((state) => state.report?.totals);
  const name = useDocument(({ document }) => document.name);
  const empty = useDocument(({ document }) => nodesOf(document).length === 0);
  return (
    <>
      <h2 className={css.title}>{name}</h2>
      {totals !== undefined && !empty && (
        <dl className={css.facts}>
          <dt>{t("model.layers")}</dt>
          <dd>{countText(totals.layers)}</dd>
          <dt>{t("model.parameters")}</dt>
          <dd>{countText(totals.params)}</dd>
          <dt>{t("model.trainable")}</dt>
          <dd>{countText(totals.trainable)}</dd>
          <dt>{t("model.weights")}</dt>
          <dd>{bytesText(totals.bytes)}</dd>
        </dl>
      )}
    </>
  );
}
