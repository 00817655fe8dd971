// Runs the official MCP conformance suite against this server. It needs Node 22 or later, which `npm run conformance` provides.
import { expectedFailures } from "./expected-failures.ts";
import { type Judgement, judge } from "./judge.ts";
import { report } from "./report.ts";
import { startServer } from "./server.ts";
import { runSuite, suiteVersion } from "./suite.ts";

const server = await startServer();
try {
  const judgements = new Map<string, Judgement>();
  for (const [revision, expected] of Object.entries(expectedFailures))
    judgements.set(revision, judge(await runSuite(server.url, revision), expected));
  const heading = `@modelcontextprotocol/conformance ${await suiteVersion()}, Node ${process.versions.node}`;
  process.stdout.write(report(heading, judgements));
  if ([...judgements.values()].some(({ complaints }) => complaints.length > 0)) process.exitCode = 1;
} finally {
  await server.close();
}
