// Jest for projects that run on Node: SWC to CommonJS (stack pitfall: the ESM transform breaks on Necord), real packages.
// Run with `node --experimental-vm-modules`, so that require() of ESM-only packages works.
const path = require('node:path');

module.exports = (displayName, rootDir, extra = {}) => ({
  ...require('../../jest.preset.js'),
  displayName,
  rootDir,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  moduleNameMapper: {
    '^@api/(.*)$': path.join(__dirname, '../../apps/api/src/$1'),
    '^@sky/integrations/(.*)$': path.join(__dirname, '../../libs/integrations/src/$1/index.ts'),
    '^@sky/passwords/common$': path.join(__dirname, '../../libs/passwords/src/common.ts'),
    '^@sky/simulators/testing$': path.join(__dirname, '../../libs/simulators/src/testing/index.ts'),
    '^@sky/(money|brand|passwords|simulators)$': path.join(__dirname, '../../libs/$1/src/index.ts'),
  },
  testTimeout: 30_000,
  maxWorkers: 2,
  ...extra,
});
