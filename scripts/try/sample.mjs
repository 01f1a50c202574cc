// What `npm run try` migrates and `npm run editor` opens when nothing else is named.

/** A Dockerfile, relative to the project. */
export const sample = 'test/cases/article/Dockerfile';

/** Files beside it that belong to the application, and not to the test that lives there, too. */
export const sampleFiles = ['Dockerfile', 'package.json', 'app.js'];
