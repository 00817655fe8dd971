import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** What each part of src may import: other parts, and packages. `why` ends the sentence that a forbidden import gets. */
interface Layer {
  parts: readonly string[];
  packages?: readonly string[];
  why: string;
}

const base = ["base", "settings"];
const belowTools = [...base, "codat", "guard", "attachments", "analysis", "toolkit"];
const sdk = "@modelcontextprotocol/server";

// From the ground up. A part may always import itself and Node's own modules.
const layers: Record<string, Layer> = {
  base: { parts: [], packages: ["zod"], why: "everything stands on base, so base stands on nothing" },
  settings: { parts: ["base"], why: "every layer reads settings, so settings read no layer" },
  "document-text": {
    parts: [],
    packages: [
      "@e965/xlsx",
      "@embedpdf/pdfium",
      "chardet",
      "file-type",
      "htmlparser2",
      "iconv-lite/encodings/sbcs-data-generated.js",
      "postal-mime",
      "yauzl",
    ],
    why: "it could be published as a package of its own: it knows nothing of MCP or Codat",
  },
  "document-image": {
    parts: ["document-text"],
    packages: ["@jsquash/jpeg", "@jsquash/webp", "omggif"],
    why: "it could be published as a package of its own: it knows nothing of MCP or Codat",
  },
  worker: {
    parts: ["document-text", "document-image"],
    why: "it reads or draws one file in a thread of its own, without the rest of the server",
  },
  results: { parts: [], why: "the package has it as it is, without the other files" },
  sandbox: {
    parts: [],
    packages: ["fflate"],
    why: "it stands in for Codat, so it must not share code with its client",
  },
  codat: { parts: base, packages: ["ky", "undici"], why: "it is Codat over HTTP and knows nothing of MCP" },
  guard: { parts: [...base, "codat"], why: "checks stand below all that they check" },
  attachments: {
    parts: [...base, "codat", "guard", "document-text", "document-image"],
    packages: [sdk],
    why: "files are delivered to tools and know none",
  },
  analysis: {
    parts: [...base, "codat"],
    why: "it draws conclusions from many of Codat's responses and knows neither tools nor files",
  },
  toolkit: { parts: belowTools, packages: [sdk, "zod"], why: "tools are made of it, so it knows no tool" },
  tools: {
    parts: belowTools,
    why: "a tool names a route and returns the answer; it starts and serves nothing",
  },
  resources: { parts: belowTools, why: "a resource stands beside the tools, on the same toolkit" },
  prompts: { parts: [...base, "codat", "guard", "toolkit"], why: "a prompt is text and reads no files" },
  server: {
    parts: [...belowTools, "tools", "resources", "prompts"],
    packages: [sdk],
    why: "it is built from settings and clients that others have made",
  },
  telemetry: {
    parts: ["base"],
    packages: ["@opentelemetry"],
    why: "it records what others tell it, and knows nothing of MCP or Codat",
  },
  serving: {
    parts: [...belowTools, "server"],
    packages: [sdk],
    why: "it builds what a process and a grant share, for whatever serves it",
  },
  http: {
    parts: [...belowTools, "server", "serving"],
    packages: [sdk, "jose", "prom-client"],
    why: "it serves grants over HTTP and knows no single tool",
  },
  cli: {
    parts: [...belowTools, "server", "serving"],
    packages: [sdk],
    why: "commands start the server and know no single tool; the sandbox is loaded as a built file",
  },
  main: {
    parts: [...base, "cli", "codat", "attachments", "toolkit", "serving", "http", "telemetry"],
    packages: [sdk],
    why: "it only starts a command",
  },
  start: { parts: ["base", "cli"], why: "it answers --version and --help before anything else is loaded" },
};

const specifiers = /(?:^(?:import|export)\b[^;"]*?\bfrom |^import |\bimport\()"([\w@./:-]+)"/gm;

/** Why a file must not import something; undefined if it may. */
function forbidden(file: string, specifier: string): string | undefined {
  const from = partOf(file);
  const { parts, packages = [], why } = layers[from] ?? { parts: [], why: "it is in no layer of this table" };
  const target = specifier.startsWith(".") ? join(dirname(file), specifier) : specifier;
  const isAllowed = specifier.startsWith(".")
    ? target === "package.json" || [from, ...parts].includes(partOf(target))
    : specifier.startsWith("node:") || packages.some((name) => `${specifier}/`.startsWith(`${name}/`));
  return isAllowed ? undefined : `${file} must not import ${target}: ${why}.`;
}

function partOf(file: string): string {
  return /^src\/([^/.]+)/.exec(file)?.[1] ?? "";
}

test("imports run one way", async () => {
  const found: string[] = [];
  const paths = await readdir("src", { recursive: true });
  for (const path of paths.filter((name) => name.endsWith(".ts"))) {
    const file = `src/${path.replaceAll("\\", "/")}`;
    const text = await readFile(file, "utf8");
    for (const [, specifier = ""] of text.matchAll(specifiers)) found.push(forbidden(file, specifier) ?? "");
  }
  expect(found.length).toBeGreaterThan(500);
  expect(found.filter(Boolean)).toEqual([]);
});

test("a forbidden import is named, with the reason", () => {
  expect(forbidden("src/codat/client.ts", "../toolkit/call/call.ts")).toBe(
    "src/codat/client.ts must not import src/toolkit/call/call.ts: it is Codat over HTTP and knows nothing of MCP.",
  );
  expect(forbidden("src/document-text/formats/pdf.ts", "../../base/abort.ts")).toContain(
    "package of its own",
  );
  expect(forbidden("src/tools/get-customer.ts", "ky")).toContain("must not import ky");
  expect(forbidden("src/sandbox/files/pdf.ts", "../../codat/path.ts")).toContain("stands in for Codat");
  expect(forbidden("src/codat/client.ts", "../../test/support/upstream.ts")).toContain(
    "must not import test/",
  );
  expect(forbidden("src/new-folder/file.ts", "../base/log.ts")).toContain("in no layer");
  expect(forbidden("src/tools/get-customer.ts", "../codat/routes.ts")).toBeUndefined();
});
