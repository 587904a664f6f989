const { createEsmPreset } = require('jest-preset-angular/presets');
const web = require('../../libs/ui/jest.config.cjs');

module.exports = {
  ...web,
  transform: createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }).transform,
  displayName: 'console',
  rootDir: __dirname,
};
