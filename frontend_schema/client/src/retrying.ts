import { HubError } from "./errors.js";

/** What passes by itself: too many requests, and a hub or proxy that is away for a moment. */
const PASSING = [429, 502, 503, 504];
/** Milliseconds; doubled with each attempt, and a random part of it is waited. */
const FIRST_PAUSE = 500;
/** Seconds; who is asked to wait longer is told so instead. */
const LONGEST_WAIT = 30;

/** Attempts something again while what went wrong may pass. */
export async function retrying<T>(
  retries: number,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let made = 0; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause =
        error instanceof HubError && made < retries ? pauseAfter(error, made) : undefined;
      if (pause === undefined) throw error;
      await sleep(pause, signal);
    }
  }
}

function pauseAfter({ code, status, retryAfter }: HubError, made: number): number | undefined {
  if (code !== "NETWORK" && !PASSING.includes(status ?? 0)) return undefined;
  const jitter = Math.random() * FIRST_PAUSE * 2 ** made;
  if (retryAfter === undefined) return jitter;
  return retryAfter > LONGEST_WAIT ? undefined : retryAfter * 1000 + jitter;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
