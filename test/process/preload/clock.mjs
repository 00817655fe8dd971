// On SIGUSR2, changes the wall clock by TESTS_CLOCK_MS. The monotonic clock is unchanged.
const RealDate = Date;
let setByMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + setByMs);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + setByMs;
  }
};

process.on("SIGUSR2", () => {
  setByMs += Number(process.env.TESTS_CLOCK_MS);
  process.stderr.write(`It is now ${new Date().toISOString()}.\n`);
});
