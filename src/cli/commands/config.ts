import { didYouMean } from "../../base/nearest-name.ts";
import { SettingError } from "../../settings/flags.ts";
import { readSettings, settingsGiven } from "../../settings/read.ts";
import { hasEndpointPath, isUnprotected, readServiceUrl } from "../service-url.ts";
import { refuseSettings } from "./refuse-settings.ts";
import type { Syntax } from "./syntax.ts";

/** The hosts that `config` prints a configuration for. */
export const hosts = ["claude-desktop", "claude-code", "vscode", "cursor", "codex", "gemini"] as const;
export type Host = (typeof hosts)[number];

/** The hosts that `config` with `--url` knows. */
export const remoteHosts = [
  "claude-code",
  "vscode",
  "cursor",
  "codex",
  "gemini",
  "claude-connectors",
  "chatgpt",
  "copilot-studio",
  "n8n",
] as const;
export type RemoteHost = (typeof remoteHosts)[number];

/** Prints how a host starts this server. Warnings are sentences for stderr. */
export interface LocalConfig {
  name: "config";
  host: Host;
  variables: Record<string, string>;
  warnings: string[];
}

/** Prints how a host connects to a server over HTTP. */
export interface RemoteConfig {
  name: "config --url";
  host: RemoteHost;
  url: URL;
  warnings: string[];
}

export const config: Syntax<LocalConfig | RemoteConfig> = {
  help: [
    {
      usage: "config HOST",
      does: [
        "Prints the configuration to paste into a host, including the current settings, without the key.",
        `Hosts: ${hosts.join(", ")}`,
      ],
    },
    {
      usage: "config HOST --url URL",
      does: [
        "Prints how to connect a host to a server over HTTP, with a placeholder for the token.",
        `Hosts: ${remoteHosts.join(", ")}`,
      ],
    },
  ],
  flags: { url: "" },
  read: ({ words, flags, environment }) => {
    const text = flags.get("url");
    if (text !== undefined) {
      refuseSettings(flags, { command: "config with --url", flags: ["url"] });
      return { name: "config --url", host: remoteHostIn(words), ...endpointIn(text) };
    }
    // The settings are read, so that the printed ones are valid.
    const { warnings } = readSettings(flags, environment);
    return { name: "config", host: hostIn(words), variables: settingsGiven(flags, environment), warnings };
  },
};

function hostIn(words: readonly string[]): Host {
  const host = named(words, hosts);
  if (host) return host;
  const remote = named(words, remoteHosts);
  if (remote) {
    throw new SettingError(
      `${remote} connects only to servers over HTTP. Add the URL of yours: config ${remote} --url https://mcp.example.com/mcp.`,
    );
  }
  throw new SettingError(
    `config needs a host: ${hosts.join(", ")}.${didYouMean(words.join("-"), [...hosts, ...remoteHosts])}`,
  );
}

function remoteHostIn(words: readonly string[]): RemoteHost {
  const host = named(words, remoteHosts);
  if (host) return host;
  if (named(words, hosts) === "claude-desktop") {
    throw new SettingError(
      "The configuration file of claude-desktop is only for servers on the same machine. To connect Claude to a URL, use claude-connectors.",
    );
  }
  throw new SettingError(
    `config with --url needs a host: ${remoteHosts.join(", ")}.${didYouMean(words.join("-"), remoteHosts)}`,
  );
}

function named<T extends string>(words: readonly string[], known: readonly T[]): T | undefined {
  return words.length === 1 ? known.find((name) => name === words[0]) : undefined;
}

function endpointIn(text: string): { url: URL; warnings: string[] } {
  const url = readServiceUrl(text, "--url");
  if (isUnprotected(url)) {
    throw new SettingError(
      "--url must begin with https://: over http, everyone on the network could read the token. http:// is only for this machine, as in http://127.0.0.1:8080/mcp.",
    );
  }
  const warnings = hasEndpointPath(url)
    ? []
    : ["The path of --url does not end in /mcp, where this server answers. Check the URL with doctor http."];
  return { url, warnings };
}
