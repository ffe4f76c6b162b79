import {
  type ComponentType,
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  Suspense,
  useState,
} from "react";

type Trigger = ReactElement<HTMLAttributes<HTMLElement>>;

interface LazyPopupProps<P> {
  trigger: Trigger;
  popup: "menu" | "dialog";
  /** What opens behind the trigger. It is open when it comes, and stays with its trigger then. */
  of: ComponentType<P & { trigger: Trigger }>;
  /** Fetches it, since it will be wanted. */
  preload: () => Promise<unknown>;
  /** What it is given beside the trigger. */
  popupProps: P;
}

/** A button that opens something. What opens is fetched when the pointer or the keyboard comes to the button. */
export function LazyPopup<P extends object>({
  trigger,
  popup,
  of: Opened,
  preload,
  popupProps,
}: LazyPopupProps<P>) {
  const [wanted, setWanted] = useState(false);
  const closed = cloneElement(trigger, {
    "aria-haspopup": popup,
    "aria-expanded": false,
    onPointerEnter: () => void preload(),
    onFocus: () => void preload(),
    onClick: () => setWanted(true),
    onKeyDown: (event) => {
      if (popup !== "menu" || event.key !== "ArrowDown") return;
      event.preventDefault();
      setWanted(true);
    },
  });
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <Opened {...popupProps} trigger={trigger} />
    </Suspense>
  );
}
