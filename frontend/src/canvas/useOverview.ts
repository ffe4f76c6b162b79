import { useStoreApi } from "@xyflow/react";
import { useEffect, useState } from "react";

const MANY = 600;
/** Two zooms, so that resting at the border does not flicker between the two drawings. */
const LEAVES_BELOW = 0.22;
const COMES_ABOVE = 0.28;

/** Whether a graph of so many nodes is so far away that it is drawn as one picture. */
export function useOverview(count: number): boolean {
  const store = useStoreApi();
  const [far, setFar] = useState(false);
  useEffect(() => {
    const look = () => {
      const zoom = store.getState().transform[2];
      setFar((before) => count > MANY && zoom < (before ? COMES_ABOVE : LEAVES_BELOW));
    };
    look();
    return store.subscribe((now, then) => {
      if (now.transform[2] !== then.transform[2]) look();
    });
  }, [store, count]);
  return far;
}
