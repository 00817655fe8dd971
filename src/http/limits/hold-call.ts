import type { Release } from "../../base/semaphore.ts";

/**
 * Releases a call when its response has been read, or when the client no longer wants it. With `signalsEnd`, the signal of
 * the request aborts then: a listener may read a response long before its client does.
 */
export async function holdCall(
  request: Request,
  { release, signalsEnd }: { release: Release; signalsEnd: boolean },
  respond: () => Promise<Response>,
): Promise<Response> {
  // After a disconnect, the response may never come.
  request.signal.addEventListener("abort", release, { once: true });
  // A signal that has aborted tells no one again.
  if (request.signal.aborted) release();
  try {
    const response = await respond();
    if (signalsEnd && !request.signal.aborted) return response;
    if (response.body) return new Response(releasedAtEnd(response.body, release), response);
    release();
    return response;
  } catch (error) {
    release();
    throw error;
  }
}

function releasedAtEnd(body: ReadableStream<Uint8Array>, release: Release): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          release();
          controller.close();
        } catch (error) {
          release();
          controller.error(error);
        }
      },
      async cancel(reason) {
        release();
        await reader.cancel(reason);
      },
    },
    // Nothing is read ahead: a client that does not read must not free its place.
    { highWaterMark: 0 },
  );
}
