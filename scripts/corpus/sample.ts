/** A sample that comes out the same for the same seed (mulberry32, public domain). */
export function sample<T>(items: readonly T[], number: number, seed: number): readonly T[] {
  const random = randomNumbers(seed);
  const left = [...items];
  const drawn: T[] = [];
  while (drawn.length < number && left.length > 0) {
    drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return drawn;
}

function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
