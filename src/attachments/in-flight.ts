let total = 0;

/** Bytes of the files that are being downloaded, or whose download is still in use. */
export function bytesInFlight(): number {
  return total;
}

/** Counts bytes of a file in memory until `use` has settled. */
export async function whileInFlight<T>(use: (count: (bytes: number) => void) => Promise<T>): Promise<T> {
  let counted = 0;
  try {
    return await use((bytes) => {
      counted += bytes;
      total += bytes;
    });
  } finally {
    total -= counted;
  }
}
