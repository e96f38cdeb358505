/** One entry of `errors` in an answer. */
export interface GraphQLProblem {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; requestId?: string };
}

export interface Failure {
  code: string;
  status?: number | undefined;
  requestId?: string | undefined;
  /** Seconds after which the hub can be asked again. */
  retryAfter?: number | undefined;
  errors?: readonly GraphQLProblem[];
  /** What was answered beside the errors. */
  data?: unknown;
}

/**
 * A request that was not answered, or not wholly. `code` is one of the hub's, or `NETWORK` when
 * nothing came in time, or `UNREADABLE` when what came was no answer of a hub.
 */
export class HubError extends Error implements Failure {
  override readonly name = "HubError";
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly errors: readonly GraphQLProblem[];
  readonly data: unknown;

  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, options);
    this.code = failure.code;
    this.status = failure.status;
    this.requestId = failure.requestId;
    this.retryAfter = failure.retryAfter;
    this.errors = failure.errors ?? [];
    this.data = failure.data;
  }
}
