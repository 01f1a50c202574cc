/** The decisions as a form. It is made once and then kept up to date: what a person is typing stays theirs. */
import type { Decisions, PanelState, PanelTexts } from '../src/preview/panel-messages.ts';
import { element, filled } from './dom.ts';

const waitForTyping = 500;

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint: string;
  readonly available: boolean;
}

export interface FormActions {
  decide(decisions: Decisions): void;
  save(where: 'repository' | 'settings'): void;
}

export class DecisionForm {
  readonly element: HTMLElement;
  readonly #actions: FormActions;
  readonly #texts: PanelTexts;
  readonly #strategy = element('fieldset', { class: 'choices' });
  readonly #node = element('fieldset', { class: 'choices' });
  readonly #folder = element('fieldset', { class: 'choices' });
  readonly #organization: HTMLInputElement;
  readonly #registry: HTMLInputElement;
  readonly #problems = new Map<string, HTMLElement>();
  readonly #saving = element('div', { class: 'saving' });
  #decided: Decisions = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(texts: PanelTexts, actions: FormActions) {
    this.#texts = texts;
    this.#actions = actions;
    this.#organization = this.#input('organization');
    this.#registry = this.#input('registry');
    this.element = element(
      'section',
      { class: 'decisions', 'aria-labelledby': 'decisions' },
      element('h2', { id: 'decisions' }, texts.decisions),
      element(
        'form',
        {},
        this.#strategy,
        element(
          'div',
          { class: 'columns' },
          element(
            'fieldset',
            {},
            element('legend', {}, texts.images),
            this.#field(this.#organization, texts.organization, texts.organizationHint),
            this.#field(this.#registry, texts.registry, ''),
          ),
          this.#node,
          this.#folder,
        ),
        this.#saving,
      ),
    );
    this.element.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#typed(0);
    });
  }

  update({ decided, decisions, folder, result }: PanelState): void {
    this.element.hidden = decisions === undefined;
    if (decisions === undefined) return;
    this.#decided = decided;
    const texts = this.#texts;
    const { values, problems } = decisions;
    const automatic = decisions.strategies.find(({ strategy }) => strategy === 'auto');
    const hints = { auto: texts.autoHint, distroless: texts.distrolessHint, dev: texts.devHint, direct: texts.directHint };
    this.#choices(
      this.#strategy,
      'strategy',
      texts.strategy,
      decisions.strategies.map(({ strategy, available, reason }) => ({
        value: strategy,
        label: texts[strategy],
        hint:
          strategy === 'auto' && automatic?.result
            ? filled(texts.autoResult, automatic.result)
            : available
              ? hints[strategy]
              : filled(texts.notAvailable, reason),
        // What is chosen can be left, and what cannot be had says why; the automatic one always answers.
        available: available || strategy === 'auto' || strategy === values.strategy,
      })),
      values.strategy,
    );
    const organization = decided.organization ?? values.organization;
    const keepable = values.organization !== '';
    const { latest, present, pinned } = decisions.node;
    this.#choices(
      this.#node,
      'nodeVersion',
      texts.nodeVersion,
      [
        {
          value: 'latest',
          label: latest === undefined ? texts.latest : filled(texts.latestMajor, String(latest)),
          hint: '',
          available: true,
        },
        {
          value: 'keep',
          label: present === undefined ? texts.keep : filled(texts.keepVersion, present),
          hint: keepable ? '' : texts.keepNeedsOrganization,
          available: keepable,
        },
        ...(pinned === undefined
          ? []
          : [
              {
                value: pinned,
                label: filled(texts.pinnedVersion, pinned),
                hint: keepable ? '' : texts.keepNeedsOrganization,
                available: keepable,
              },
            ]),
      ],
      keepable ? values.nodeVersion : 'latest',
    );
    const moved = decisions.workingDirectory;
    this.#folder.hidden = moved === undefined;
    if (moved) {
      this.#choices(
        this.#folder,
        'workingDirectory',
        texts.workingDirectory,
        [
          { value: 'auto', label: filled(texts.moveFolder, moved.to), hint: '', available: true },
          { value: 'keep', label: filled(texts.keepFolder, moved.from), hint: '', available: true },
        ],
        values.workingDirectory,
      );
    }
    this.#fill(this.#organization, organization);
    this.#fill(this.#registry, decided.registry ?? values.registry);
    for (const [decision, place] of this.#problems) {
      const message = problems.find((problem) => problem.decision === decision)?.message ?? '';
      place.textContent = message;
      place.hidden = message === '';
      this.element.querySelector(`[name="${decision}"]`)?.setAttribute('aria-invalid', String(message !== ''));
    }
    this.#offerSaving(folder, result.status !== 'failed' && Object.keys(decided).length > 0);
  }

  #offerSaving(folder: boolean, worthIt: boolean): void {
    const texts = this.#texts;
    const button = (label: string, hint: string, where: 'repository' | 'settings'): HTMLElement =>
      element('button', { type: 'button', class: 'secondary', title: hint, click: () => this.#actions.save(where) }, label);
    this.#saving.hidden = !worthIt;
    if (this.#saving.childElementCount > 0) return;
    this.#saving.append(
      element('span', { id: 'save' }, texts.save),
      ...(folder ? [button(texts.saveRepository, texts.saveRepositoryHint, 'repository')] : []),
      button(texts.saveSettings, folder ? texts.saveSettingsHint : texts.saveUserHint, 'settings'),
    );
    this.#saving.setAttribute('role', 'group');
    this.#saving.setAttribute('aria-labelledby', 'save');
  }

  /** Made anew only when something about it changed, so that arrow keys go on where they were. */
  #choices<V extends string>(group: HTMLElement, name: keyof Decisions, title: string, choices: readonly Choice<V>[], chosen: V): void {
    const shown = JSON.stringify([choices, chosen]);
    if (group.dataset['shown'] === shown) return;
    group.dataset['shown'] = shown;
    const focused = document.activeElement instanceof HTMLInputElement && group.contains(document.activeElement);
    const options = choices.map(({ value, label, hint, available }) => {
      const id = `${name}-${value}`;
      const hintId = `${id}-hint`;
      const radio = element('input', {
        type: 'radio',
        name,
        id,
        value,
        checked: value === chosen,
        disabled: !available,
        'aria-describedby': hint !== '' && hintId,
      });
      radio.addEventListener('change', () => this.#decide({ [name]: value }));
      return element(
        'div',
        { class: available ? 'choice' : 'choice unavailable' },
        radio,
        element('label', { for: id }, label),
        hint !== '' && element('p', { id: hintId, class: 'hint' }, hint),
      );
    });
    group.replaceChildren(element('legend', {}, title), ...options);
    if (focused) group.querySelector<HTMLInputElement>('input:checked')?.focus({ preventScroll: true });
  }

  #input(name: 'organization' | 'registry'): HTMLInputElement {
    const input = element('input', { type: 'text', name, id: name, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off' });
    input.addEventListener('input', () => this.#typed(waitForTyping));
    input.addEventListener('change', () => this.#typed(0));
    return input;
  }

  #field(input: HTMLInputElement, label: string, hint: string): HTMLElement {
    const hintId = `${input.id}-hint`;
    const problemId = `${input.id}-problem`;
    const problem = element('p', { id: problemId, class: 'problem', hidden: true });
    this.#problems.set(input.id, problem);
    input.setAttribute('aria-describedby', hint === '' ? problemId : `${hintId} ${problemId}`);
    return element(
      'div',
      { class: 'field' },
      element('label', { for: input.id }, label),
      input,
      problem,
      hint !== '' && element('p', { id: hintId, class: 'hint' }, hint),
    );
  }

  #fill(input: HTMLInputElement, value: string): void {
    if (document.activeElement !== input) input.value = value;
    input.dataset['sent'] ??= value;
    if (document.activeElement !== input) input.dataset['sent'] = value;
  }

  #typed(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const changed: Record<string, string> = {};
      for (const input of [this.#organization, this.#registry]) {
        const value = input.value.trim();
        if (value === input.dataset['sent']) continue;
        input.dataset['sent'] = value;
        changed[input.name] = value;
      }
      if (Object.keys(changed).length > 0) this.#decide(changed);
    }, wait);
  }

  #decide(changed: Decisions): void {
    this.#decided = { ...this.#decided, ...changed };
    this.#actions.decide(this.#decided);
  }
}
