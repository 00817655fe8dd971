export { companies, type SandboxCompany } from "./companies.ts";
export { type Sandbox, startSandbox } from "./server.ts";
