import { newProject } from "../../actions/openProject";
import { usualDirection } from "../../state/direction";
import { EMPTY } from "../../state/document";

export function newDocument(): Promise<void> {
  return newProject({ ...EMPTY, direction: usualDirection() });
}
