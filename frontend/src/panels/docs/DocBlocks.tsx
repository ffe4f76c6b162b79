import type { Documentation } from "@schema";
import { assertNever } from "../../document/types";
import { CodeBlock } from "./CodeBlock";
import { DocSpans } from "./DocSpans";
import css from "./Docs.module.css";

type Block = Documentation["blocks"][number];

/** The blocks of a docstring: paragraphs, headings, arguments, lists and code. */
export function DocBlocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was read has an order and never changes.
    <DocBlock key={index} block={block} />
  ));
}

function DocBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p>
          <DocSpans spans={block.spans} />
        </p>
      );
    case "heading":
      return (
        <h3 className={css.heading}>
          <DocSpans spans={block.spans} />
        </h3>
      );
    case "code_block":
      return <CodeBlock language={block.language} text={block.text} />;
    case "list": {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was read has an order and never changes.
        <li key={index}>
          <DocBlocks blocks={item} />
        </li>
      ));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case "definitions":
      return (
        <dl>
          {block.entries.map(({ term, blocks }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may be listed twice.
            <div key={index}>
              <dt>{term}</dt>
              <dd>
                <DocBlocks blocks={blocks} />
              </dd>
            </div>
          ))}
        </dl>
      );
    default:
      return assertNever(block);
  }
}
