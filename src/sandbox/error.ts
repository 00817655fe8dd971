type Service = "PublicApi" | "ClientsApi" | "PullApi";

/** Thrown where Codat answers with an error: the status, its own words, and the service that says them. */
export class CodatAnswerError extends Error {
  readonly status: number;
  readonly service: Service;

  constructor(status: number, error: string, service: Service = "PublicApi") {
    super(error);
    this.status = status;
    this.service = service;
  }
}

/** The body that Codat sends with an error. */
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
