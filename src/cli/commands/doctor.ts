import { SettingError } from "../../settings/flags.ts";
import { boolean } from "../../settings/parsers/choices.ts";
import { type Proxies, proxiesIn } from "../../settings/proxies.ts";
import { readSettings } from "../../settings/read.ts";
import { type CallerToken, readCallerToken } from "../caller-token.ts";
import { readServiceUrl } from "../service-url.ts";
import { refuseSettings } from "./refuse-settings.ts";
import { refuseWords } from "./refuse-words.ts";
import type { Given, Syntax, WithSettings } from "./syntax.ts";

type Doctor = WithSettings<"doctor"> & { json: boolean };

/** Checks a server over HTTP from the side of its clients. */
export interface HttpDoctor extends CallerToken {
  name: "doctor http";
  url: URL;
  /** Those that hosts may use. The checks use none. */
  proxies: Proxies;
  json: boolean;
}

export const doctor: Syntax<Doctor | HttpDoctor> = {
  help: [
    {
      usage: "doctor [--json]",
      does: ["Checks the settings, the connection to Codat, the key and the companies in CODAT_COMPANY_IDS."],
    },
    {
      usage: "doctor http URL [--json]",
      does: [
        "Checks a server over HTTP as clients see it, from DNS to a call. Reads the token from CODAT_HTTP_TOKEN.",
      ],
    },
  ],
  switches: ["json"],
  read: (given) => {
    const json = boolean("", false).parse(given.flags.get("json") ?? "") === true;
    const [word, ...words] = given.words;
    if (word === "http") return { name: "doctor http", json, ...readHttpDoctor(given, words) };
    const configuration = readSettings(given.flags, given.environment);
    refuseWords(given.words);
    return { name: "doctor", ...configuration, json };
  },
};

function readHttpDoctor({ flags, environment }: Given, [text, ...others]: string[]) {
  refuseSettings(flags, { command: "doctor http", flags: ["json"] });
  // The message never repeats a word: it may be a pasted token.
  if (text === undefined || others.length > 0) {
    throw new SettingError(
      "doctor http needs the server's URL, and nothing else: doctor http https://mcp.example.com/mcp. The token is read from CODAT_HTTP_TOKEN.",
    );
  }
  const url = readServiceUrl(text, "The URL");
  return { url, proxies: proxiesIn(environment), ...readCallerToken(environment) };
}
