/** Mocha for browsers, without its page: a worker has none. */
import 'mocha/mocha.js';

interface BrowserMocha {
  setup(options: Mocha.MochaOptions): unknown;
  run(done: (failures: number) => void): Mocha.Runner;
}

/** As the script leaves it behind. */
export const mocha: BrowserMocha = Reflect.get(globalThis, 'mocha');
// The reporter that says nothing.
mocha.setup({ ui: 'bdd', timeout: 120_000, reporter: 'Base' });
