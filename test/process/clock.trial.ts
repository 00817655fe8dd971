import { setClockAnHour } from "./clock.ts";

setClockAnHour("back");
