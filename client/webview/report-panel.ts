/** The page of the report panel. It shows the state that it is sent and says what a person does; everything else is the extension's. */
import type { FromPanel, PanelState, PanelTexts, ToPanel } from '../src/preview/panel-messages.ts';
import { DecisionForm } from './decision-form.ts';
import { element, filled, keepingFocus, refill } from './dom.ts';
import { reportSections } from './report-view.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void; setState(state: PanelState): void };

const editor = acquireVsCodeApi();
// Not a window: the editor's own channel has one end.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const send = (message: FromPanel): void => editor.postMessage(message);

class Page {
  readonly #texts: PanelTexts;
  readonly #place: HTMLElement;
  readonly #head = element('header', {});
  readonly #problem = element('div', { class: 'trouble', role: 'alert' });
  readonly #form: DecisionForm;
  readonly #report = element('div', { class: 'report' });
  #wasBusy = false;

  constructor(texts: PanelTexts, place: HTMLElement) {
    this.#texts = texts;
    this.#place = place;
    this.#form = new DecisionForm(texts, {
      decide: (decisions) => send({ kind: 'decide', decisions }),
      save: (where) => send({ kind: 'save', where }),
    });
    place.replaceChildren(this.#head, this.#problem, this.#form.element, this.#report);
  }

  show(state: PanelState): void {
    const texts = this.#texts;
    keepingFocus(() => {
      refill(this.#head, ...headline(state, texts));
      this.#tell(state.problem);
      this.#form.update(state);
      refill(this.#report, ...reportSections(state, texts, send));
    });
    this.#place.setAttribute('aria-busy', 'false');
    if (this.#wasBusy) say(outcome(state, texts));
    this.#wasBusy = false;
  }

  busy(): void {
    if (this.#wasBusy) return;
    this.#wasBusy = true;
    // Not the body: what is said in a part that is busy is not read out.
    this.#place.setAttribute('aria-busy', 'true');
    say(this.#texts.busy);
  }

  /** An alert is read out each time it is filled: the same one is left as it is. */
  #tell(problem: string): void {
    this.#problem.hidden = problem === '';
    if (this.#problem.dataset['said'] === problem) return;
    this.#problem.dataset['said'] = problem;
    const again = element(
      'button',
      { type: 'button', key: 'again', class: 'secondary', click: () => send({ kind: 'ask-again' }) },
      this.#texts.askAgain,
    );
    refill(this.#problem, ...(problem === '' ? [] : [element('p', {}, problem), again]));
  }
}

/** The alert says itself why there is no answer. */
function outcome({ problem, decisions }: PanelState, texts: PanelTexts): string {
  if (problem !== '') return '';
  return [texts.updated, ...(decisions?.problems ?? []).map(({ message }) => message)].join(' ');
}

function headline({ name, result, problem }: PanelState, texts: PanelTexts): HTMLElement[] {
  const { status, strategy, reason, report } = result;
  const title = { migrated: texts.migrated, unchanged: texts.unchanged, 'not-converted': texts.notConverted, failed: texts.failed }[status];
  const applicable = status === 'migrated' && problem === '';
  const reviews = report.filter(({ action }) => action === 'review').length;
  const toReview = reviews === 0 ? texts.noReview : reviews === 1 ? texts.oneReview : filled(texts.reviews, String(reviews));
  return [
    element('h1', {}, filled(title, name)),
    status === 'migrated'
      ? element(
          'p',
          { class: 'summary' },
          element('span', { class: 'badge' }, filled(texts.strategyIs, strategy)),
          element('span', {}, toReview),
        )
      : element('p', { class: 'summary' }, reason),
    element(
      'div',
      { class: 'buttons' },
      element(
        'button',
        {
          type: 'button',
          key: 'apply',
          title: texts.applyHint,
          // Not `disabled`, which would take the focus away.
          'aria-disabled': String(!applicable),
          click: () => {
            if (applicable) send({ kind: 'apply' });
          },
        },
        texts.apply,
      ),
      element('button', { type: 'button', key: 'discard', class: 'secondary', click: () => send({ kind: 'discard' }) }, texts.discard),
      element(
        'button',
        { type: 'button', key: 'plain', class: 'secondary', click: () => send({ kind: 'plain-report' }) },
        texts.plainReport,
      ),
    ),
  ];
}

/** Read out when there is time, and shown at the bottom for a while. */
function say(text: string): void {
  const status = document.getElementById('status');
  if (!status) return;
  status.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => status.replaceChildren(), shownFor);
}

const shownFor = 5000;
let silence: ReturnType<typeof setTimeout> | undefined;

let page: Page | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  const place = document.getElementById('panel');
  switch (data.kind) {
    case 'state':
      if (place) page ??= new Page(data.texts, place);
      page?.show(data.state);
      editor.setState(data.state);
      return;
    case 'busy':
      page?.busy();
      return;
    case 'said':
      say(data.text);
  }
});

send({ kind: 'ready' });
