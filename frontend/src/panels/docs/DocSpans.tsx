import type { Paragraph } from "@schema";
import { assertNever } from "../../document/types";

type Span = Paragraph["spans"][number];

/** A sentence with its code, links and emphasis. */
export function DocSpans({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was read has an order and never changes.
    <DocSpan key={index} span={span} />
  ));
}

function DocSpan({ span }: { span: Span }) {
  switch (span.kind) {
    case "words":
      return span.text;
    case "code":
      return <code>{span.text}</code>;
    case "strong":
      return (
        <strong>
          <DocSpans spans={span.spans} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <DocSpans spans={span.spans} />
        </em>
      );
    case "link":
      return (
        <a href={span.href} target="_blank" rel="noreferrer">
          <DocSpans spans={span.spans} />
        </a>
      );
    default:
      return assertNever(span);
  }
}
