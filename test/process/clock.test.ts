import { setClockAnHour } from "./clock.ts";

// The other direction: clock.trial.ts.
setClockAnHour("ahead");
