import { usualDirection } from "../../store/direction";
import { EMPTY } from "../../store/document";
import { newProject } from "../../store/openProject";

export function newDocument(): Promise<void> {
  return newProject({ ...EMPTY, direction: usualDirection() });
}
