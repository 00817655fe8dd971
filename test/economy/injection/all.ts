import { payloads } from "./payloads.ts";
import { places, show } from "./run.ts";
import { startReadableServer } from "./server.ts";
import { startWorld } from "./world.ts";

/** Tries every payload at every place. */
export async function tryAll(): Promise<{ obeyed: string[]; tried: number; arrived: number }> {
  await using world = await startWorld();
  await using server = await startReadableServer(world);
  const sum = { obeyed: [] as string[], tried: 0, arrived: 0 };
  for (const place of places) {
    for (const payload of Object.entries(payloads)) {
      const { obeyed, arrived } = await show(place, payload, world, server);
      sum.tried++;
      if (arrived) sum.arrived++;
      sum.obeyed.push(...obeyed.map((call) => `${place}, ${payload[0]}: ${call}`));
    }
  }
  return sum;
}
