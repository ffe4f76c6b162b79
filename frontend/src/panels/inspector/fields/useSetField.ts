import type { Json } from "../../../document/types";
import { useDocument } from "../../../state/document";

/** Sets a field of the document by its path; `undefined` removes it. Typing in one field is one undo step. */
export function useSetField(): (path: readonly string[], value: Json | undefined) => void {
  const edit = useDocument((state) => state.edit);
  return (path, value) =>
    edit(
      [
        value === undefined
          ? { type: "set_field", path: [...path], unset: true }
          : { type: "set_field", path: [...path], value },
      ],
      path.join("."),
    );
}
