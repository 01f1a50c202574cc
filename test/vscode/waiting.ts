/** Waiting for what happens by itself in an editor. */

/** Asks every 50 ms until the answer is something. Throws with `what` in its message after the limit. */
export async function eventually<T>(what: string, ask: () => T | undefined | Promise<T | undefined>, limit = 40_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Waited ${limit} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
