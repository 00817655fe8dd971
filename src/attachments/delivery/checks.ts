// What the tool checks before it downloads, as one file to load with the first call.
export { filesWithheld } from "../../guard/mask/files-withheld.ts";
export { permitFormat } from "../../guard/policy-limits.ts";
export { readRequest } from "./request.ts";
