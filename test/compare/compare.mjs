// Compares this server with converters of OpenAPI descriptions, and prints a table. `npm run compare -- --rounds 3` is quick.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { startServer } from "../../scripts/bench/connection.mjs";
import { emptyNode, measureStart } from "./start.mjs";
import { prepareSubjects, startUpstream } from "./subjects.mjs";
import { table } from "./table.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number from 1.");

const upstream = await startUpstream();
try {
  const subjects = await prepareSubjects(upstream);
  // Cold start runs first: a large process takes longer to spawn another.
  const starts = await measureStart(subjects, rounds);
  const columns = [];
  for (const subject of subjects)
    columns.push({ ...subject, ...starts.get(subject.name), ...(await ask(subject, upstream)) });
  const date = new Date().toISOString().slice(0, 10);
  const machine = `Node ${process.versions.node}, ${availableParallelism()} cores`;
  const scale = `\`${emptyNode}\` took ${starts.get(emptyNode).ms.median.toFixed(0)} ms`;
  process.stdout.write(
    `${table(columns)}\n\nMeasured on ${date}: ${machine}, ${rounds} alternating rounds; ${scale}.\n`,
  );
} finally {
  await upstream.close();
}

async function ask({ file, settings, takes }, upstream) {
  // Loaded late: the tokenizer's tables make every later spawn slower.
  const { answerTokens, listTokens, toolNames } = await import("./answers.mjs");
  const { survivingFiles, survivingIds } = await import("./survival.mjs");
  const server = startServer(file, settings);
  try {
    const { tools } = (await server.open()).result;
    const names = toolNames(tools);
    return {
      listTokens: listTokens(tools),
      answers: await answerTokens(server, names, takes),
      files: await survivingFiles(server, names, upstream),
      ids: await survivingIds(server, names, upstream),
    };
  } finally {
    await server.close();
  }
}
