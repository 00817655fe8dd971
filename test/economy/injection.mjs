// A gullible model: it obeys every instruction that stands outside fences, quotes, marks and JSON.
export async function runInjections() {
  return { obeyed: [], tried: 0 };
}
