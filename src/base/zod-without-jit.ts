import { config } from "zod";

// zod writes code for each schema at its first use, the SDK's two hundred among them: a tenth of a start, for messages
// that are checked once. Imported before anything that makes a schema.
config({ jitless: true });
