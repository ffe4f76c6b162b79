import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./Button";
import css from "./Overlay.module.css";

interface DialogProps {
  title: string;
  /** The name of the closing button. */
  close: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
}

/** A window over the page that keeps the focus until it is closed. */
export function Dialog({ title, close, open, onOpen, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
      <Radix.Portal>
        <Radix.Overlay className={css.backdrop} />
        <Radix.Content className={css.dialog} aria-describedby={undefined}>
          <Radix.Title className={css.title}>{title}</Radix.Title>
          <div className={css.body}>{children}</div>
          <Radix.Close asChild>
            <Button aria-label={close} look="quiet" small className={css.close}>
              <X size={16} aria-hidden />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
