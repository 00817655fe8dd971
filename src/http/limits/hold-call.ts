import type { Release } from "../../base/semaphore.ts";

/** Releases a call when its response has been read, or when the client no longer wants it. */
export async function holdCall(
  request: Request,
  release: Release,
  respond: () => Promise<Response>,
): Promise<Response> {
  // After a disconnect, the response may never come.
  request.signal.addEventListener("abort", release, { once: true });
  try {
    const response = await respond();
    if (response.body) return new Response(inPieces(response.body, release), response);
    release();
    return response;
  } catch (error) {
    release();
    throw error;
  }
}

// Larger than Node reads ahead for a slow client. A client that does not read must not free its place.
const pieceBytes = 65_536;

function inPieces(body: ReadableStream<Uint8Array>, end: Release): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let rest: Uint8Array = new Uint8Array();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (rest.length === 0) {
            const { done, value } = await reader.read();
            if (done) {
              end();
              return controller.close();
            }
            rest = value;
          }
          controller.enqueue(rest.subarray(0, pieceBytes));
          rest = rest.subarray(pieceBytes);
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
