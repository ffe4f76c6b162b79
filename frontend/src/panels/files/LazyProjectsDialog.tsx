import { lazyPart } from "../../ui/lazyPart";

/** Loaded when the list of projects is first opened. */
export const ProjectsDialog = lazyPart(async () => (await import("./ProjectsDialog")).ProjectsDialog, "bin");
