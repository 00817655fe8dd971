import { readSettings } from "../../settings/read.ts";
import { refuseWords } from "./refuse-words.ts";
import type { Syntax, WithSettings } from "./syntax.ts";

export const http: Syntax<WithSettings<"http">> = {
  help: [{ usage: "http", does: ["Serves MCP over HTTP, for a team."] }],
  read: ({ words, flags, environment }) => {
    const configuration = readSettings(flags, environment, { overHttp: true });
    refuseWords(words);
    return { name: "http", ...configuration };
  },
};
