/** What texts were parsed to: an editor asks for the same package.json at every keystroke in the Dockerfile. */

/** `parse` with a memory of the last `limit` texts. The results must be immutable. */
export function rememberParsed<Result>(limit: number, parse: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, { readonly result: Result }>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) {
      // Used last, forgotten last.
      results.delete(text);
      results.set(text, known);
      return known.result;
    }
    const result = parse(text);
    results.set(text, { result });
    const [oldest] = results.keys();
    if (results.size > limit && oldest !== undefined) results.delete(oldest);
    return result;
  };
}
