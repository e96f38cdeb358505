import { HubError, type GraphQLProblem } from "./errors.js";

interface Answer {
  data?: unknown;
  errors?: GraphQLProblem[];
}

/** Returns the data of an answer, or throws what is wrong with it. */
export function readAnswer(response: Response, text: string): unknown {
  const answer = parse(text);
  const [problem] = answer?.errors ?? [];
  if (answer && !problem && answer.data) return answer.data;
  throw new HubError(problem?.message ?? `The hub answered ${response.status}.`, {
    code: problem ? (problem.extensions?.code ?? "BAD_USER_INPUT") : "UNREADABLE",
    status: response.status,
    requestId: problem?.extensions?.requestId ?? response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: seconds(response.headers.get("Retry-After")),
    errors: answer?.errors ?? [],
    data: answer?.data,
  });
}

function parse(text: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a number of seconds or, as proxies write it, a date. */
function seconds(header: string | null): number | undefined {
  if (!header) return undefined;
  const given = Number(header);
  const found = Number.isNaN(given) ? (Date.parse(header) - Date.now()) / 1000 : given;
  return Number.isNaN(found) ? undefined : Math.max(0, found);
}
