import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "../Button";
import { classNames } from "../classNames";
import css from "./Overlay.module.css";

interface DialogProps {
  title: string;
  /** The name of the closing button. */
  close: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** Shows nothing but what is in it: its title is only read out, and Escape closes it. */
  bare?: boolean;
  /** As wide as the page allows, for a table. */
  wide?: boolean;
  /** Called once it is closed and the focus is back where it was. */
  onClosed?: () => void;
  children: ReactNode;
}

/** A window over the page that keeps the focus until it is closed, and gives it back then. */
export function Dialog({
  title,
  close,
  open,
  onOpen,
  bare = false,
  wide = false,
  onClosed,
  children,
}: DialogProps) {
  const [before] = useState(focusBefore);
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
      <Radix.Portal>
        <Radix.Overlay className={css.backdrop} />
        <Radix.Content
          className={classNames(css.dialog, bare && css.bare, wide && css.wideDialog)}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            before.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true });
            onClosed?.();
          }}
        >
          <Radix.Title className={bare ? "visually-hidden" : css.title}>{title}</Radix.Title>
          <div className={bare ? css.bareBody : css.body}>{children}</div>
          {!bare && (
            <Radix.Close asChild>
              <Button aria-label={close} look="quiet" small className={css.close}>
                <X size={16} aria-hidden />
              </Button>
            </Radix.Close>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What has the focus; and, where that is in a card that closes when the focus leaves it, what opened the card. */
function focusBefore(): HTMLElement[] {
  const now = document.activeElement;
  const card = now?.closest("[role='dialog'][id]");
  const opener = card && document.querySelector(`[aria-controls="${CSS.escape(card.id)}"]`);
  return [now, opener].filter((each) => each instanceof HTMLElement);
}
