import {
  type ComponentType,
  cloneElement,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  Suspense,
  useRef,
  useState,
} from "react";
import { lazyPart } from "../lazyPart";

const OpenContextMenu = lazyPart(async () => (await import("./OpenContextMenu")).OpenContextMenu);

/** A finger that rests for so long asks for the menu, where the browser does not say so by itself. */
const REST_MS = 700;

interface ContextMenuProps {
  /** What is pressed with the other button of the mouse. */
  children: ReactElement<HTMLAttributes<HTMLElement>>;
  /** The lines, made when it opens. They may come later than the page. */
  lines: ComponentType;
}

/** A list of commands for what is under the pointer. */
export function ContextMenu({ children, lines }: ContextMenuProps) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const open = ({ clientX, clientY }: { clientX: number; clientY: number }) =>
    setAt({ x: clientX, y: clientY });
  const stir = () => clearTimeout(resting.current);
  const pressed = cloneElement(children, {
    onContextMenu: (event) => {
      event.preventDefault();
      stir();
      open(event);
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      stir();
      const { clientX, clientY } = event;
      if (event.pointerType === "touch")
        resting.current = setTimeout(() => open({ clientX, clientY }), REST_MS);
    },
    onPointerMove: stir,
    onPointerUp: stir,
    onPointerCancel: stir,
  });
  return (
    <>
      {pressed}
      <Suspense fallback={null}>
        {at !== null && (
          <OpenContextMenu key={`${at.x} ${at.y}`} at={at} lines={lines} onClose={() => setAt(null)} />
        )}
      </Suspense>
    </>
  );
}
