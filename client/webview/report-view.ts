/** The report: what needs a person first, then what was done, what lies outside the file, and what comes next. */
import type { FromPanel, PanelState, PanelTexts } from '../src/preview/panel-messages.ts';
import { type Child, element, filled, prose } from './dom.ts';

type Send = (message: FromPanel) => void;
type Entry = PanelState['result']['report'][number];
type OutsidePoint = PanelState['result']['outside'][number];
type NextStep = PanelState['result']['nextSteps'][number];

export function reportSections(state: PanelState, texts: PanelTexts, send: Send): HTMLElement[] {
  const { report, outside, nextSteps } = state.result;
  const said = report.filter((entry) => entry.outside !== true);
  const reviews = said.filter(({ action }) => action === 'review');
  const done = said.filter(({ action }) => action !== 'review');
  return [
    section('review', texts.review, reviews.length > 0 && list(reviews.map((entry) => entryItem(entry, texts, send)))),
    section('done', texts.done, done.length > 0 && list(done.map((entry) => entryItem(entry, texts, send)))),
    section('outside', texts.outside, outside.length > 0 && list(outside.map((point) => outsideItem(point, state, texts, send)))),
    section('steps', texts.nextSteps, ...nextSteps.map((step) => stepView(step, state, texts, send))),
  ].filter((made) => made !== undefined);
}

function section(id: string, title: string, ...content: readonly Child[]): HTMLElement | undefined {
  const shown = content.filter((child) => child !== false && child !== undefined);
  if (shown.length === 0) return undefined;
  return element('section', { class: id, 'aria-labelledby': id }, element('h2', { id }, title), ...shown);
}

function list(items: readonly HTMLElement[]): HTMLElement {
  return element('ul', {}, ...items);
}

function entryItem({ line, action, rule, message }: Entry, texts: PanelTexts, send: Send): HTMLElement {
  const number = String(line + 1);
  const word = action === 'review' ? texts.reviewed : texts[action];
  return element(
    'li',
    { class: `entry ${action}` },
    element(
      'div',
      { class: 'where' },
      element(
        'button',
        {
          type: 'button',
          class: 'link',
          key: `line ${line} ${rule} ${message}`,
          'aria-label': filled(texts.goToLine, number),
          title: filled(texts.goToLine, number),
          click: () => send({ kind: 'reveal', line }),
        },
        filled(texts.line, number),
      ),
      element('span', { class: 'action' }, word),
      element(
        'button',
        {
          type: 'button',
          class: 'link rule',
          key: `rule ${line} ${rule} ${message}`,
          'aria-label': filled(texts.explain, rule),
          title: filled(texts.explain, rule),
          click: () => send({ kind: 'explain', rule }),
        },
        rule,
      ),
    ),
    element('p', {}, ...prose(message)),
  );
}

function outsideItem({ message, places, command }: OutsidePoint, state: PanelState, texts: PanelTexts, send: Send): HTMLElement {
  const links = places.map(({ uri, path, line }) => {
    const name = line === undefined ? path : `${path}:${line + 1}`;
    return element(
      'button',
      {
        type: 'button',
        class: 'link',
        key: `place ${name} ${message}`,
        'aria-label': filled(texts.openPlace, name),
        title: filled(texts.openPlace, name),
        click: () => send({ kind: 'open', uri, line }),
      },
      name,
    );
  });
  return element(
    'li',
    { class: 'entry' },
    links.length > 0 && element('div', { class: 'where' }, ...links),
    element('p', {}, ...prose(message)),
    command !== undefined && commandView(command, undefined, state, texts, send),
  );
}

function stepView({ kind, title, commands }: NextStep, state: PanelState, texts: PanelTexts, send: Send): HTMLElement {
  return element(
    'div',
    { class: 'step' },
    element('h3', {}, texts[kind] ?? title),
    ...commands.map(({ text, note }) => commandView(text, note, state, texts, send)),
  );
}

function commandView(text: string, note: string | undefined, state: PanelState, texts: PanelTexts, send: Send): HTMLElement {
  const fillIn = /(?:^|[\s=])(?:VOLUME|CONTAINER|POD)\b/.test(text);
  const button = (label: string, description: string, message: FromPanel): HTMLElement =>
    element(
      'button',
      {
        type: 'button',
        class: 'secondary',
        key: `${message.kind} ${text}`,
        'aria-label': filled(description, text),
        title: filled(description, text),
        click: () => send(message),
      },
      label,
    );
  return element(
    'div',
    { class: 'command' },
    (note !== undefined || fillIn) && element('p', { class: 'hint' }, [note, fillIn && texts.fillIn].filter(Boolean).join(' ')),
    element(
      'div',
      { class: 'line' },
      element('pre', {}, element('code', {}, text)),
      element(
        'div',
        { class: 'buttons' },
        button(texts.copy, texts.copyThis, { kind: 'copy', text }),
        state.terminal && button(texts.terminal, texts.terminalThis, { kind: 'terminal', text }),
      ),
    ),
  );
}
