import { Panel } from "@xyflow/react";
import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { leaveModel } from "../../actions/enterModel";
import { entryTitle } from "../../document/nesting/modelEntries";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import css from "./Breadcrumb.module.css";

/** The path to the open nested model, with links to the graphs above it. */
export function Breadcrumb() {
  const { t } = useTranslation("editor");
  const path = useDocument((state) => state.modelPath);
  const document = useDocument((state) => state.document);
  const enter = useDocument((state) => state.enter);
  if (path.length === 0) return null;
  const steps = [
    { name: document.name || t("nested.top"), path: [] as string[] },
    ...path.map((model, index) => ({ name: entryTitle(document, model), path: path.slice(0, index + 1) })),
  ];
  return (
    <Panel position="top-center">
      <nav className={css.breadcrumb} aria-label={t("nested.path")}>
        {steps.map((step, index) => (
          <Fragment key={step.path.join("/")}>
            {index > 0 && <ChevronRight size={13} className={css.separator} aria-hidden />}
            {index === steps.length - 1 ? (
              <span className={css.current} aria-current="page">
                {step.name}
              </span>
            ) : (
              <button type="button" className={css.step} onClick={() => enter(step.path)}>
                {step.name}
              </button>
            )}
          </Fragment>
        ))}
        <Button small look="quiet" className={css.leave} onClick={() => leaveModel()}>
          {t("nested.leave")} <kbd>Esc</kbd>
        </Button>
      </nav>
    </Panel>
  );
}
