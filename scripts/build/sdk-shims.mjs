// Replaces the SDK's shims in the bundle. They load ajv (120 KB) at every startup to validate elicitation results, and
// this server never elicits.
const { process } = globalThis;

export { process };

export class DefaultJsonSchemaValidator {
  getValidator() {
    throw new Error("This server does not validate client results.");
  }
}
