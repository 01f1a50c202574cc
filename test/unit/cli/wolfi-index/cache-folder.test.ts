import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheFolder } from '../../../../server/src/cli/wolfi-index/cache-folder.ts';

const HOME = { home: '/home/me', currentDirectory: '/project' };
const WINDOWS_HOME = { home: 'C:\\Users\\me', currentDirectory: 'C:\\project' };

test('each system has its own folder for what can be fetched again', () => {
  assert.equal(cacheFolder({ platform: 'linux', environment: {}, ...HOME }), '/home/me/.cache/migrate-to-chainguard');
  assert.equal(cacheFolder({ platform: 'linux', environment: { XDG_CACHE_HOME: '/fast' }, ...HOME }), '/fast/migrate-to-chainguard');
  assert.equal(
    cacheFolder({ platform: 'linux', environment: { XDG_CACHE_HOME: 'relative' }, ...HOME }),
    '/home/me/.cache/migrate-to-chainguard',
  );
  assert.equal(cacheFolder({ platform: 'darwin', environment: {}, ...HOME }), '/home/me/Library/Caches/migrate-to-chainguard');
  const local = 'C:\\Users\\me\\AppData\\Local';
  assert.equal(cacheFolder({ platform: 'win32', environment: {}, ...WINDOWS_HOME }), `${local}\\migrate-to-chainguard\\Cache`);
  assert.equal(
    cacheFolder({ platform: 'win32', environment: { LOCALAPPDATA: 'D:\\Local' }, ...WINDOWS_HOME }),
    'D:\\Local\\migrate-to-chainguard\\Cache',
  );
});

test('MIGRATE_TO_CHAINGUARD_CACHE names the folder itself', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    assert.equal(
      cacheFolder({ platform, environment: { MIGRATE_TO_CHAINGUARD_CACHE: 'mine', XDG_CACHE_HOME: '/fast' }, ...HOME }),
      '/project/mine',
    );
  }
  assert.equal(cacheFolder({ platform: 'win32', environment: { MIGRATE_TO_CHAINGUARD_CACHE: 'E:\\c' }, ...WINDOWS_HOME }), 'E:\\c');
  assert.equal(
    cacheFolder({ platform: 'linux', environment: { MIGRATE_TO_CHAINGUARD_CACHE: '' }, ...HOME }),
    '/home/me/.cache/migrate-to-chainguard',
  );
});
