// Makes stdin look like a terminal. A real pseudo-terminal needs a native module.
Object.defineProperty(process.stdin, "isTTY", { value: true });
