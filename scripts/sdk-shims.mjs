// Stands in for the SDK's own shims in the bundle: it validates answers to elicitation with ajv, 120 KB that are
// loaded at every start, and this server never elicits.
export { default as process } from "node:process";

export class DefaultJsonSchemaValidator {
  getValidator() {
    throw new Error("This server validates no answers of a client.");
  }
}
