// One client, in a process of its own: what it prints, keeps open or breaks stays here. Its name comes as the argument.
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
