import { config } from "zod";

// By default zod compiles each schema at first use, including the SDK's two hundred. That takes a tenth of startup, for
// messages that are checked once. Import this file before anything that creates a schema.
config({ jitless: true });
