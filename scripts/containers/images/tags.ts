/** Which official images Dockerfiles build on. */

/** Tags of an official image in FROM lines, ARG lines before them filled in. */
export function officialTags(dockerfiles: readonly string[], name: string): Set<string> {
  const line = new RegExp(`^FROM (?:--\\S+ )*${name}(?::(\\S+))?(?:\\s|$)`, 'gim');
  return new Set(dockerfiles.flatMap((text) => [...withArguments(text).matchAll(line)].map(([, tag]) => tag ?? 'latest')));
}

function withArguments(text: string): string {
  const defaults = new Map([...text.matchAll(/^ARG (\w+)=(\S+)/gim)].map(([, name = '', value = '']) => [name, value]));
  return text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => defaults.get(name) ?? whole);
}
