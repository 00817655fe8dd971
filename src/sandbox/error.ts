type Service = "PublicApi" | "ClientsApi" | "PullApi";

/** Thrown where Codat returns an error: the status, Codat's message, and the service that sends it. */
export class CodatAnswerError extends Error {
  readonly status: number;
  readonly service: Service;

  constructor(status: number, error: string, service: Service = "PublicApi") {
    super(error);
    this.status = status;
    this.service = service;
  }
}

/** The body of an error response. */
export function errorBody(error: CodatAnswerError, correlationId: string) {
  return {
    statusCode: error.status,
    service: error.service,
    error: error.message,
    correlationId,
    canBeRetried: "Unknown",
    detailedErrorCode: 0,
  };
}
