import { type ReactNode, type RefObject, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { OpenPopover } from "../../ui/overlays/OpenPopover";
import { Docs } from "./Docs";

interface DocsPopoverProps {
  kind: string;
  name: string;
  button: RefObject<HTMLButtonElement | null>;
  trigger: ReactNode;
}

/** Keras's documentation of a choice, in a popover that does not cover the choice and its settings. */
export function DocsPopover({ kind, name, button, trigger }: DocsPopoverProps) {
  const { t } = useTranslation("editor");
  const row = useMemo(
    () => ({
      current: {
        getBoundingClientRect: () =>
          button.current?.parentElement?.parentElement?.getBoundingClientRect() ?? new DOMRect(),
      },
    }),
    [button],
  );
  return (
    <OpenPopover label={t("inspector.about", { name })} trigger={trigger} side="left" beside={row} wide>
      <Docs kind={kind} name={name} />
    </OpenPopover>
  );
}
