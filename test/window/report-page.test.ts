/** The report panel for those who use no mouse or do not see it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { PanelState } from '../../client/src/preview/panel-messages.ts';
import { panelState, ReportPage } from './report-page.ts';

let page: ReportPage;
let state: PanelState;

before(async () => {
  page = await ReportPage.open();
  state = await panelState();
});
after(async () => await page.close());
beforeEach(async () => await page.load(state));

interface Control {
  readonly role: string;
  readonly name: string;
}

/** Everything that can have the focus, as a screen reader gets it. */
async function controls(): Promise<Control[]> {
  const session = await page.page.context().newCDPSession(page.page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ properties }) => properties?.some(({ name, value }) => name === 'focusable' && value.value === true))
    .map(({ role, name }) => ({ role: String(role?.value), name: String(name?.value ?? '') }))
    .filter(({ role }) => role !== 'RootWebArea');
}

test('the state has all there can be in a panel', () => {
  const { report, outside, nextSteps } = state.result;
  assert.ok(report.some(({ action }) => action === 'review'));
  assert.ok(report.some(({ action }) => action !== 'review'));
  assert.ok(outside.length > 0);
  assert.ok(nextSteps.length > 0);
  assert.ok(state.decisions?.workingDirectory);
});

test('every control has a role and a name', async () => {
  const found = await controls();
  assert.ok(found.length > 20, `${found.length} controls`);
  assert.deepEqual(
    found.filter(({ role, name }) => name.trim() === '' || !['button', 'radio', 'textbox'].includes(role)),
    [],
  );
});

test('the name of a button has in it what is written on it', async () => {
  const different = await page.page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .map((button) => ({ written: button.textContent?.trim() ?? '', name: button.getAttribute('aria-label') ?? button.textContent ?? '' }))
      .filter(({ written, name }) => !name.includes(written)),
  );
  assert.deepEqual(different, []);
});

test('no two buttons that do different things have the same name', async () => {
  const names = (await controls()).filter(({ role }) => role === 'button').map(({ name }) => name);
  const commands = names.filter((name) => name.startsWith('Copy') || name.startsWith('To Terminal'));
  assert.ok(commands.length > 0);
  assert.equal(new Set(commands).size, commands.length, commands.join('\n'));
});

test('groups of choices and sections have names, headings are in order', async () => {
  const { groups, sections, headings } = await page.page.evaluate(() => ({
    groups: [...document.querySelectorAll('fieldset')]
      .filter(({ hidden }) => !hidden)
      .map((one) => one.querySelector('legend')?.textContent ?? ''),
    sections: [...document.querySelectorAll('section')].map(
      (one) => document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent ?? '',
    ),
    headings: [...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName.slice(1))),
  }));
  assert.deepEqual(
    [...groups, ...sections].filter((name) => name === ''),
    [],
  );
  assert.equal(headings[0], 1);
  assert.ok(
    headings.every((level, index) => level <= (headings[index - 1] ?? 0) + 1),
    headings.join(' '),
  );
});

test('Tab leads through everything in the order of the page, and what has the focus is marked', async () => {
  const order = await page.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input')]
      .filter(
        (one) =>
          one.getClientRects().length > 0 && !(one instanceof HTMLInputElement && (one.disabled || (one.type === 'radio' && !one.checked))),
      )
      .map((one) => one.dataset['key'] ?? one.id),
  );
  const reached: string[] = [];
  for (const _ of order) {
    await page.page.keyboard.press('Tab');
    const { name, outline } = await page.page.evaluate(() => {
      const one = document.activeElement;
      if (!(one instanceof HTMLElement)) return { name: '', outline: '' };
      return { name: one.dataset['key'] ?? one.id, outline: getComputedStyle(one).outlineStyle };
    });
    reached.push(name);
    assert.notEqual(outline, 'none', `${name} is marked`);
  }
  assert.deepEqual(reached, order);
  assert.equal(reached[0], 'apply');
});

test('a choice made with the arrow keys keeps the focus when the answer comes', async () => {
  await page.page.focus('input[name="strategy"]:checked');
  await page.page.keyboard.press('ArrowDown');
  const [message] = page.sent();
  assert.equal(message?.kind, 'decide');
  const strategy = message.kind === 'decide' ? message.decisions.strategy : undefined;
  assert.ok(strategy !== undefined && state.decisions !== undefined);
  await page.post({ kind: 'busy' });
  await page.show({
    ...state,
    decided: { strategy },
    decisions: { ...state.decisions, values: { ...state.decisions.values, strategy } },
    result: { ...state.result, strategy: 'direct port', report: state.result.report.slice(1) },
  });
  assert.equal(await page.page.evaluate(() => document.activeElement?.id), `strategy-${strategy}`);
});

test('what is being typed stays, with its cursor, when another answer comes', async () => {
  await page.page.focus('#organization');
  await page.page.keyboard.type('acm');
  await page.show({ ...state, decided: { organization: 'ac' } });
  await page.page.keyboard.type('e');
  assert.equal(await page.page.inputValue('#organization'), 'acme');
});

test('a button that is still there after an answer keeps the focus; one that is gone hands it to its heading', async () => {
  const [entry] = state.result.report.filter(({ action }) => action === 'review');
  await page.page.locator('section.review button').first().focus();
  const name = await page.focused();
  await page.show(state);
  assert.equal(await page.focused(), name);
  await page.show({ ...state, result: { ...state.result, report: state.result.report.filter((one) => one !== entry) } });
  assert.equal(await page.focused(), 'Please review');
  await page.page.locator('section.steps button').first().focus();
  await page.show({ ...state, result: { ...state.result, nextSteps: [] } });
  assert.match(await page.focused(), /^Migration of Dockerfile/);
});

test('a problem is an alert, told once; the way out of it does not lose the focus', async () => {
  const problem = 'The document is closed, and was saved nowhere.';
  await page.page.evaluate(() => {
    let changes = 0;
    new MutationObserver(() => {
      changes++;
      document.body.dataset['alerts'] = String(changes);
    }).observe(document.querySelector('[role="alert"]') ?? document.body, { childList: true });
  });
  await page.show({ ...state, problem });
  await page.show({ ...state, problem });
  assert.equal(await page.page.evaluate(() => document.body.dataset['alerts']), '1');
  assert.match((await page.page.getByRole('alert').textContent()) ?? '', /saved nowhere/);
  await page.page.getByRole('button', { name: 'Try Again' }).press('Enter');
  assert.deepEqual(page.sent(), [{ kind: 'ask-again' }]);
  await page.show(state);
  assert.match(await page.focused(), /^Migration of Dockerfile/);
  assert.equal(await page.page.getByRole('alert').count(), 0);
});

test('Apply keeps the focus when it cannot be pressed, says so, and does nothing', async () => {
  await page.page.getByRole('button', { name: 'Apply' }).focus();
  await page.show({ ...state, problem: 'The server is not running.' });
  assert.equal(await page.focused(), 'Apply');
  await page.page.keyboard.press('Enter');
  assert.equal(await page.page.getByRole('button', { name: 'Apply' }).getAttribute('aria-disabled'), 'true');
  assert.deepEqual(page.sent(), []);
  await page.show(state);
  await page.page.keyboard.press('Enter');
  assert.deepEqual(page.sent(), [{ kind: 'apply' }]);
});

test('what happens is said in a live region outside of what is busy', async () => {
  const status = page.page.getByRole('status');
  await page.post({ kind: 'busy' });
  assert.equal(await status.textContent(), 'Working…');
  assert.equal(await page.page.evaluate(() => document.getElementById('status')?.closest('[aria-busy="true"]') ?? null), null);
  assert.equal(await page.page.getAttribute('main', 'aria-busy'), 'true');
  await page.show(state);
  assert.equal(await page.page.getAttribute('main', 'aria-busy'), 'false');
  assert.match((await status.textContent()) ?? '', /up to date/);
});

test('a decision that cannot be followed is said, and belongs to its field', async () => {
  assert.ok(state.decisions);
  const message = 'The organization has a blank in it.';
  await page.post({ kind: 'busy' });
  await page.show({ ...state, decisions: { ...state.decisions, problems: [{ decision: 'organization', message }] } });
  assert.match((await page.page.getByRole('status').textContent()) ?? '', /has a blank in it/);
  const field = page.page.getByRole('textbox', { name: 'Organization' });
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const described = await field.evaluate((one) =>
    (one.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? ''),
  );
  assert.ok(described.includes(message), described.join(' | '));
});

test('names from the file are text, never markup', async () => {
  const name = '<img src=x onerror="document.title = 1">';
  await page.show({ ...state, name, result: { ...state.result, reason: name } });
  assert.equal(await page.page.locator('img').count(), 0);
  assert.match((await page.page.getByRole('heading', { level: 1 }).textContent()) ?? '', /<img src=x/);
});
