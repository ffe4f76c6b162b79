import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../document/types";
import { problemsWithin } from "../../../state/check";
import { IconButton } from "../../../ui/Button";
import css from "./Fields.module.css";
import { WrappedLayerField, type WrappedLayerFieldProps } from "./WrappedLayerField";

/** The layers in a wrapper, as the cells of a recurrent layer; a single one need not be a list. */
export function WrappedLayerList(props: Omit<WrappedLayerFieldProps, "nullable">) {
  const { label, parameter, value, onValue, problem, settings } = props;
  const { t } = useTranslation("editor");
  const single = value !== null && value !== undefined && !Array.isArray(value);
  const all: Json[] = Array.isArray(value) ? value : single ? [value] : [];
  const swap = (first: number, second: number) =>
    onValue(all.with(first, all[second] ?? null).with(second, all[first] ?? null));
  return (
    <div className={css.wide} data-list={label}>
      {all.map((layer, index) => {
        const name = t("inspector.numbered", { name: label, number: index + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is known by its place; two may be alike.
          <div key={index} className={css.listed}>
            <WrappedLayerField
              label={all.length === 1 ? label : name}
              parameter={parameter}
              value={layer}
              nullable={false}
              onValue={(next) => onValue(single ? next : all.with(index, next))}
              problem={single ? problem : problemsWithin(problem, String(index))}
              settings={settings}
            />
            {all.length > 1 && (
              <span className={css.actions}>
                <IconButton
                  small
                  label={t("inspector.earlier", { name })}
                  disabled={index === 0}
                  onClick={() => swap(index, index - 1)}
                >
                  <ArrowUp size={13} aria-hidden />
                </IconButton>
                <IconButton
                  small
                  label={t("inspector.later", { name })}
                  disabled={index === all.length - 1}
                  onClick={() => swap(index, index + 1)}
                >
                  <ArrowDown size={13} aria-hidden />
                </IconButton>
                <IconButton
                  small
                  label={t("inspector.removeNamed", { name })}
                  onClick={() => onValue(all.filter((_, other) => other !== index))}
                >
                  <X size={13} aria-hidden />
                </IconButton>
              </span>
            )}
          </div>
        );
      })}
      <WrappedLayerField
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
