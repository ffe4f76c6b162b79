import { newProject } from "../../actions/openProject";
import { usualDirection } from "../../state/direction";
import { EMPTY } from "../../state/document";

/** Enough for a curve; one epoch is a dot. */
const EPOCHS = 10;

export function newDocument(): Promise<void> {
  return newProject({ ...EMPTY, direction: usualDirection(), training: { epochs: EPOCHS } });
}
