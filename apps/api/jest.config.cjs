module.exports = require('../../tools/jest/node.cjs')('api', __dirname, {
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/../../tools/jest/postgres-setup.mjs',
  globalTeardown: '<rootDir>/../../tools/jest/postgres-teardown.mjs',
});
