import { stopBy } from "./stopping.ts";

stopBy("SIGINT");
stopBy("SIGHUP");
