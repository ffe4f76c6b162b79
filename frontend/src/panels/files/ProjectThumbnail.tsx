import { useEffect, useRef, useState } from "react";
import { readRevision } from "../../api/projects";
import { GraphThumbnail } from "./GraphThumbnail";
import css from "./ProjectsDialog.module.css";

/** The graph of a revision of a project, small. It is read once the row comes into view. */
export function ProjectThumbnail({ id, revision }: { id: string; revision: number }) {
  const frame = useRef<HTMLSpanElement>(null);
  const [document, setDocument] = useState<unknown>(null);
  useEffect(() => {
    let mounted = true;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      // Without an answer the frame stays empty: the row is of use all the same.
      readRevision(id, revision).then(
        (detail) => mounted && setDocument(detail.document),
        () => undefined,
      );
    });
    if (frame.current !== null) observer.observe(frame.current);
    return () => {
      mounted = false;
      observer.disconnect();
    };
  }, [id, revision]);
  return (
    <span ref={frame} className={css.frame} aria-hidden>
      {document !== null && <GraphThumbnail document={document} className={css.picture} />}
    </span>
  );
}
