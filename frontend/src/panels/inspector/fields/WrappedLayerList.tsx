import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../document/types";
import { problemsWithin } from "../../../state/fieldProblems";
import { IconButton } from "../../../ui/Button";
import css from "./Fields.module.css";
import { InnerLayer, type InnerLayerProps } from "./WrappedLayerField";

/** Layers inside a layer, one after the other, as the cells of a recurrent one; one alone need not be a list. */
export function InnerLayerList(props: Omit<InnerLayerProps, "nullable">) {
  const { label, parameter, value, onValue, problem, settings } = props;
  const { t } = useTranslation("editor");
  const single = value !== null && value !== undefined && !Array.isArray(value);
  const all: Json[] = Array.isArray(value) ? value : single ? [value] : [];
  const swap = (first: number, second: number) =>
    onValue(all.with(first, all[second] ?? null).with(second, all[first] ?? null));
  return (
    <div className={css.wide} data-list={label}>
      {all.map((part, place) => {
        const name = t("inspector.numbered", { name: label, number: place + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is known by its place; two may be alike.
          <div key={place} className={css.listed}>
            <InnerLayer
              label={all.length === 1 ? label : name}
              parameter={parameter}
              value={part}
              nullable={false}
              onValue={(next) => onValue(single ? next : all.with(place, next))}
              problem={single ? problem : problemsWithin(problem, String(place))}
              settings={settings}
            />
            {all.length > 1 && (
              <span className={css.tools}>
                <IconButton
                  small
                  label={t("inspector.earlier", { name })}
                  disabled={place === 0}
                  onClick={() => swap(place, place - 1)}
                >
                  <ArrowUp size={13} aria-hidden />
                </IconButton>
                <IconButton
                  small
                  label={t("inspector.later", { name })}
                  disabled={place === all.length - 1}
                  onClick={() => swap(place, place + 1)}
                >
                  <ArrowDown size={13} aria-hidden />
                </IconButton>
                <IconButton
                  small
                  label={t("inspector.removeNamed", { name })}
                  onClick={() => onValue(all.filter((_, other) => other !== place))}
                >
                  <X size={13} aria-hidden />
                </IconButton>
              </span>
            )}
          </div>
        );
      })}
      <InnerLayer
        label={t(all.length === 0 ? "inspector.firstOf" : "inspector.anotherOf", { name: label })}
        parameter={parameter}
        value={null}
        nullable
        onValue={(next) => next !== null && onValue([...all, next])}
        problem={all.length === 0 ? problem : () => undefined}
        settings={settings}
      />
    </div>
  );
}
