// What twelve questions cost a model, by server. `npm run economy -- --write` writes the table into docs/comparison.md.
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { startServer } from "../../scripts/bench/connection.mjs";
import { listTokens } from "../compare/answers.mjs";
import { prepareSubjects, startUpstream } from "../compare/subjects.mjs";
import { createAgent } from "./agent.mjs";
import { runInjections } from "./injections.mjs";
import { fiveOperations } from "./plans/five-operations.mjs";
import { withAnalysis, withCompanies } from "./plans/with-analysis.mjs";
import { mostByEye, questions, rightAnswer } from "./questions.mjs";
import { economyTable } from "./table.mjs";
import { readTruths } from "./truths.mjs";

const toolsets = [
  ["this server, five tools", "customers", (_, five) => five],
  ["with companies", "customers,companies", withCompanies],
  ["with analysis", "customers,companies,analysis", withAnalysis],
];

// This script's own requests to the sandbox.
let countingRequests = 0;
const columns = [];
for (const name of [...toolsets.map(([name]) => name), 1, 2]) columns.push(await measure(name));
const table = economyTable(columns);
process.stdout.write(`${table}\n\n`);
const { obeyed, tried, arrived } = await runInjections();
process.stdout.write(
  `Orders of a borrower that a gullible reader obeyed: ${obeyed.length} of ${tried}; ${arrived} reached it.\n${obeyed.join("\n")}`,
);

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
if (values.write) await writePart(`${table}\n\n${measured()}`);

function measured() {
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}: Node ${process.versions.node}, ${availableParallelism()} cores. Of ${tried} orders of a borrower, ${arrived} reached a gullible reader through this server, and it obeyed ${obeyed.length}.`;
}

async function writePart(part) {
  const page = new URL("../../docs/comparison.md", import.meta.url);
  const text = await readFile(page, "utf8");
  const marked = /(<!-- economy -->)[\s\S]*(<!-- \/economy -->)/;
  if (!marked.test(text)) throw new Error("docs/comparison.md has no part marked economy.");
  await writeFile(
    page,
    text.replace(marked, (_, begin, end) => `${begin}\n\n${part}\n\n${end}`),
  );
}

/** Asks one server all questions. A number is the position of a converter among the subjects. */
async function measure(which) {
  const upstream = await startUpstream();
  const truths = await readTruths(upstream);
  const [ours, ...converters] = await prepareSubjects(upstream);
  const [name, toolset, extend] = toolsets.find(([one]) => one === which) ?? [];
  const subject = toolset
    ? { ...ours, name, settings: { ...ours.settings, CODAT_TOOLSETS: toolset } }
    : converters[which - 1];
  const server = startServer(subject.file, subject.settings);
  try {
    const { tools } = (await server.open()).result;
    const [list, get, listFiles, , download] = tools.map((tool) => tool.name);
    const counted = { answered: () => answered(upstream) };
    const answers = [];
    for (const { ask, plan } of questions) {
      const agent = await createAgent(server, counted);
      const five = fiveOperations(agent, { list, get, listFiles, download }, takesOf(tools), truths);
      const plans = extend ? extend(agent, five) : five;
      const answer = await (plans[plan] ?? (async () => undefined))().catch((error) => error);
      const right = isDeepStrictEqual(answer, rightAnswer(plan, truths));
      answers.push({
        ask,
        right,
        sure: right && (plans.byEye[plan] ?? 0) <= mostByEye,
        ...(await agent.used()),
      });
      if (!right)
        process.stderr.write(
          `${subject.name}, ${plan}: ${JSON.stringify(answer)?.slice(0, 300)} ${answer?.stack ?? ""}\n`,
        );
    }
    return { name: subject.name, version: subject.version, listTokens: listTokens(tools), answers };
  } finally {
    await server.close();
    await upstream.close();
  }
}

/** What a server has beyond Codat's parameters, as its own schemas say. */
function takesOf(tools) {
  const named = new Set(tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {})));
  return Object.fromEntries(["fields", "format", "find", "inspect"].map((name) => [name, named.has(name)]));
}

/** The requests that the sandbox has answered, without this one. */
async function answered({ baseUrl, apiKey }) {
  const headers = { authorization: `Basic ${Buffer.from(apiKey).toString("base64")}` };
  const response = await fetch(`${baseUrl}/companies?page=1&pageSize=1`, { headers });
  const [limit, left] = ["limit", "remaining"].map((name) =>
    Number(response.headers.get(`x-rate-limit-${name}`)),
  );
  countingRequests++;
  return limit - left - countingRequests;
}
