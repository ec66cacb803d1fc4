import type { PersonAnswer } from "../../protocol/http";
import { currentServices } from "../current-services";
import { listPeople as peopleByName } from "../people/people";

/** Who can be put into roles, by name. */
export function listPeople(): Promise<PersonAnswer[]> {
  return peopleByName(currentServices());
}
