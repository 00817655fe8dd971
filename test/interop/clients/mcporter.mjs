import { writeFile } from "node:fs/promises";
import { runScript } from "../through/command.mjs";
import { binaryOf, installed } from "../through/installed.mjs";

export default {
  name: "mcporter",
  ...installed("mcporter"),
  async run({ name, command, args, cases }) {
    // An empty list stops it from importing other programs' servers.
    await writeFile(
      "mcporter.json",
      JSON.stringify({ mcpServers: { [name]: { command, args } }, imports: [] }),
    );
    const ask = (...words) =>
      runScript(binaryOf("mcporter", "mcporter"), ["--config", "mcporter.json", ...words]);
    const { tools } = JSON.parse((await ask("list", name, "--json")).stdout);
    const seen = {};
    for (const [id, one] of Object.entries(cases)) {
      const { code, stdout } = await ask("call", `${name}.${one.tool}`, "--args", JSON.stringify(one.args));
      // An agent runs it in a shell and reads its output and exit code.
      seen[id] = code === 0 ? stdout : { isError: true, stdout };
    }
    return { tools: tools.map((tool) => tool.name), seen };
  },
};
