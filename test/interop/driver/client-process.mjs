// Runs one client in its own process, which isolates its output, open handles and crashes. The argument is its name.
process.once("message", async (server) => {
  const answer = await run(server);
  process.send(answer);
});

async function run(server) {
  try {
    const { default: client } = await import(`../clients/${process.argv[2]}.mjs`);
    return { observed: await client.run(server) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
