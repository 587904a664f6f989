const path = require('node:path');
const { createEsmPreset } = require('jest-preset-angular/presets');

/** Jest for the projects that run in a browser: Angular's compiler to ES modules, jsdom, no zone. */
module.exports = {
  displayName: 'ui',
  ...createEsmPreset({ tsconfig: '<rootDir>/tsconfig.json' }),
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  moduleNameMapper: {
    '^@sky/api-client/testing$': path.join(__dirname, '../api-client/src/testing/index.ts'),
    '^@sky/passwords/common$': path.join(__dirname, '../passwords/src/common.ts'),
    '^@sky/ui/console$': path.join(__dirname, '../ui/src/console/index.ts'),
    '^@sky/(account|money|brand|passwords|ui|session|api-client)$': path.join(__dirname, '../$1/src/index.ts'),
    '^tslib$': 'tslib/tslib.es6.mjs',
  },
  testTimeout: 30_000,
  maxWorkers: 2,
};
