/** What was made of an open document, kept until the document has another version or somebody says that its surroundings changed. */
export class VersionedCache<T> {
  readonly #entries = new Map<string, { readonly version: number; readonly results: Map<string, Promise<T>> }>();

  /** `key` tells apart what is made of one version. What fails is not kept. */
  get(uri: string, version: number, key: string, make: () => Promise<T>): Promise<T> {
    const entry = this.#entry(uri, version);
    const known = entry.results.get(key);
    if (known !== undefined) return known;
    const result = make();
    entry.results.set(key, result);
    result.catch(() => {
      if (entry.results.get(key) === result) entry.results.delete(key);
    });
    return result;
  }

  delete(uri: string): void {
    this.#entries.delete(uri);
  }

  clear(): void {
    this.#entries.clear();
  }

  #entry(uri: string, version: number): { readonly version: number; readonly results: Map<string, Promise<T>> } {
    const known = this.#entries.get(uri);
    if (known?.version === version) return known;
    const entry = { version, results: new Map<string, Promise<T>>() };
    this.#entries.set(uri, entry);
    return entry;
  }
}
