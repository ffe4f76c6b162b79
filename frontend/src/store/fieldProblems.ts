import { useCheck } from "./check";

/** Says what is wrong with a field of the document, by its dotted path (`training.epochs`). */
export function useFieldProblems(): (field: string) => string | undefined {
  const report = useCheck((state) => state.report);
  const refused = useCheck((state) => state.refused);
  return (field) => {
    // A document that could not be read at all is refused for one field, whose path begins the sentence.
    if (refused?.startsWith(`${field} `)) return refused;
    return report?.problems.find((problem) => problem.where.field === field)?.message;
  };
}
