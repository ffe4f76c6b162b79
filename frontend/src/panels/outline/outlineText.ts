import type { Problem } from "@schema";
import type { TFunction } from "i18next";
import type { Brought, OutlineNode } from "../../document/display/outline";
import { problemText } from "../../i18n/problemText";

type Translate = TFunction<"outline">;

/** One sentence for a node: `Concatenate merged, inputs 1 encode call 0, 2 encode call 1, output None by 48`. */
export function outlineText(t: Translate, item: OutlineNode, problems: readonly Problem[]): string {
  const parts = [
    headText(t, item),
    ...inputTexts(t, item),
    outputText(t, item),
    ...problemSummary(t, problems),
  ];
  return parts.join(t("join"));
}

function headText(t: Translate, { className, title, call }: OutlineNode): string {
  return call === null
    ? t("head", { class: className, title })
    : t("headOfCall", { class: className, title, call });
}

function inputTexts(t: Translate, item: OutlineNode): string[] {
  if (item.inputs.length === 0) return item.className === "Input" ? [] : [t("noInput")];
  const list = item.inputs.map((each) => inputText(t, each)).join(t("join"));
  return [t(item.inputs.length === 1 ? "input" : "inputs", { list })];
}

function inputText(t: Translate, { from, call, port, number }: Brought): string {
  const source = call === null ? t("from", { from }) : t("fromCall", { from, call });
  const numbered = number === null ? source : t("numbered", { number, from: source });
  return port === null ? numbered : t("named", { port, from: numbered });
}

function outputText(t: Translate, { outputs }: OutlineNode): string {
  if (outputs.length === 0) return t("noShape");
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined) return t("output", { shape: shapeInWords(t, only) });
  const list = outputs.map((output) =>
    output.name === null
      ? shapeInWords(t, output)
      : t("namedOutput", { name: output.name, shape: shapeInWords(t, output) }),
  );
  return t("outputs", { list: list.join(t("join")) });
}

/** `None by 48`, with the dtype if it is not float32. */
function shapeInWords(t: Translate, { shape, dtype }: OutlineNode["outputs"][number]): string {
  const axes = shape.map((axis) => (axis === null ? t("unknown") : String(axis)));
  const [first, ...rest] = axes;
  const text = first === undefined ? t("scalar") : rest.reduce((a, b) => t("by", { a, b }), first);
  return dtype === "float32" ? text : t("typed", { shape: text, dtype });
}

function problemSummary(t: Translate, problems: readonly Problem[]): string[] {
  const [first] = problems;
  return first === undefined ? [] : [t("problem", { count: problems.length, first: problemText(first) })];
}
