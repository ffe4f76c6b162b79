import type { TemplateInfo } from "@schema";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { listTemplates } from "../../api/catalog";
import { readableDocument } from "../../document/readDocument";
import { GraphThumbnail } from "../files/GraphThumbnail";
import css from "./Examples.module.css";
import { groupExamples } from "./exampleGroups";

interface ExamplesProps {
  onBegin: (document: unknown) => void;
  onFail: (error: Error) => void;
}

/** The examples as thumbnails, each with what it teaches. */
export function Examples({ onBegin, onFail }: ExamplesProps) {
  const { t } = useTranslation("start");
  const [templates, setTemplates] = useState<readonly TemplateInfo[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the page is shown.
  useEffect(() => {
    listTemplates().then((list) => setTemplates(list.templates), onFail);
  }, []);
  if (templates === null) return <Skeleton />;
  return groupExamples(templates).map(([group, found]) => (
    <section key={group} aria-labelledby={`examples-${group}`}>
      <h3 id={`examples-${group}`} className={css.group}>
        {t(`groups.${group}`)}
      </h3>
      <ul className={css.cards}>
        {found.map((template) => (
          <li key={template.name}>
            <ExampleCard template={template} onBegin={() => onBegin(template.document)} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function ExampleCard({ template, onBegin }: { template: TemplateInfo; onBegin: () => void }) {
  const { t } = useTranslation("descriptions");
  const id = useId();
  const real = readableDocument(template.document)?.data?.dataset !== "random";
  return (
    <article className={css.card}>
      <button type="button" className={css.open} aria-describedby={id} onClick={onBegin}>
        <span className={css.frame}>
          <GraphThumbnail document={template.document} className={css.picture} />
        </span>
        <span className={css.name}>
          {t(`descriptions:templates.${template.name}.title`, { defaultValue: template.title })}
        </span>
      </button>
      <p id={id} className={css.teaches}>
        {t(`descriptions:templates.${template.name}.teaches`, { defaultValue: template.teaches })}
      </p>
      <p className={css.data} data-real={real}>
        {real ? t("start:realData") : t("start:randomData")}
      </p>
    </article>
  );
}

function Skeleton() {
  const { t } = useTranslation("start");
  return (
    <ul className={css.cards} aria-label={t("loading")} aria-busy>
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are alike, and none is ever moved.
        <li key={index} className={css.placeholder} />
      ))}
    </ul>
  );
}
