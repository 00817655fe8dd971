import { stopBy } from "./stopping.ts";

// The other signals: stopping.trial.ts.
stopBy("EOF");
stopBy("SIGTERM");
