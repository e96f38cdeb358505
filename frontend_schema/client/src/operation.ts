/** A query or mutation, with the types of what it takes and what it gives. */
export interface Operation<Result, Variables> {
  readonly text: string;
  /** What the hub knows the text by, so that it need not be sent. */
  readonly id?: string;
  /** Never there: it carries the types. */
  readonly types?: (variables: Variables) => Result;
}

/** Makes an operation of a text of one's own. */
export function operation<Result, Variables = Record<string, never>>(
  text: string,
): Operation<Result, Variables> {
  return { text };
}
