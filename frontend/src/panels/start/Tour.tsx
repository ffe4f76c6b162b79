import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { setCollapsed, showDockTab } from "../../state/view";
import { Button } from "../../ui/Button";
import { Callout } from "../../ui/Callout";
import css from "./Tour.module.css";

/** The steps of the tour: the element, the side of the callout, and what makes the element visible. */
const STEPS = [
  { id: "palette", at: '[data-tour="palette"]', side: "right", show: () => setCollapsed("palette", false) },
  { id: "canvas", at: ".react-flow", side: "bottom", show: () => undefined },
  { id: "problems", at: '[data-tour="problems"]', side: "top", show: () => showDockTab("problems") },
  { id: "train", at: '[data-tour="train"]', side: "bottom", show: () => undefined },
  { id: "code", at: '[data-tour="code"]', side: "top", show: () => showDockTab("code") },
] as const;

/** A tour of the page in a few steps. It does not block the page, and can be closed at any time. */
export function Tour({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation("start");
  const [index, setIndex] = useState(0);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const step = STEPS[index];
  const last = index === STEPS.length - 1;
  useEffect(() => {
    step?.show();
    // The element exists once the change that shows it was rendered.
    const frame = requestAnimationFrame(() =>
      setAnchor(document.querySelector(step?.at ?? "body") ?? document.body),
    );
    return () => cancelAnimationFrame(frame);
  }, [step]);
  if (step === undefined || anchor === null) return null;
  const title = t(`tour.${step.id}.title`);
  return (
    <Callout key={step.id} label={title} at={anchor} side={step.side} onClose={onEnd}>
      <div className={css.card}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.text}>{t(`tour.${step.id}.text`)}</p>
        <div className={css.footer}>
          <span className={css.count}>{t("tour.step", { number: index + 1, count: STEPS.length })}</span>
          {!last && (
            <Button look="quiet" small onClick={onEnd}>
              {t("tour.skip")}
            </Button>
          )}
          {index > 0 && (
            <Button small onClick={() => setIndex(index - 1)}>
              {t("tour.back")}
            </Button>
          )}
          {/* The callout takes the focus when it opens, and Enter goes on. */}
          <Button look="primary" small autoFocus onClick={() => (last ? onEnd() : setIndex(index + 1))}>
            {t(last ? "tour.done" : "tour.next")}
          </Button>
        </div>
      </div>
    </Callout>
  );
}
