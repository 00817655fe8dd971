// What a download checks before any request.
export { filesWithheld } from "../../guard/mask/files-withheld.ts";
export { permitFormat } from "../../guard/policy-limits.ts";
export { readRequest } from "./request.ts";
