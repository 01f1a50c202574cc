/** Makes elements: text goes in as text, never as markup. */

export type Child = Node | string | false | undefined;

interface Properties {
  readonly class?: string;
  readonly click?: () => void;
  /** Finds the element again after it was made anew, so that it keeps the focus. */
  readonly key?: string;
  /** Attributes as they are; false leaves one out. */
  readonly [attribute: string]: string | boolean | (() => void) | undefined;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener('click', value);
    else if (name === 'class') made.className = String(value);
    else if (name === 'key') made.dataset['key'] = String(value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== false && child !== undefined));
  return made;
}

/** Fills `{0}` in. */
export function filled(text: string, value: string): string {
  return text.replace('{0}', () => value);
}

/** Text in which stretches between backticks are code. */
export function prose(text: string): Node[] {
  return text
    .split(/(`[^`]*`)/)
    .filter((piece) => piece !== '')
    .map((piece) => (/^`[^`]*`$/.test(piece) ? element('code', {}, piece.slice(1, -1)) : document.createTextNode(piece)));
}

/**
 * Renders, and gives the focus back when what had it is gone or out of sight: to the heading of its section, else to that of the page. Who is led
 * by a keyboard or a screen reader would begin at the top of the page otherwise.
 */
export function keepingFocus(render: () => void): void {
  const before = document.activeElement;
  const section = before?.closest('section')?.getAttribute('aria-labelledby') ?? '';
  render();
  if (before === null || before === document.body) return;
  const now = document.activeElement;
  if (now !== null && now !== document.body && now.getClientRects().length > 0) return;
  const heading = [document.getElementById(section), document.querySelector('h1')].find((one) => one && one.getClientRects().length > 0);
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** Puts new content into `parent`; what had the focus has it again, if it is still there. */
export function refill(parent: HTMLElement, ...children: readonly Child[]): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && parent.contains(active) ? active.dataset['key'] : undefined;
  parent.replaceChildren(...children.filter((child) => child !== false && child !== undefined));
  if (key === undefined) return;
  for (const candidate of parent.querySelectorAll<HTMLElement>('[data-key]')) {
    if (candidate.dataset['key'] !== key) continue;
    candidate.focus({ preventScroll: true });
    return;
  }
}
