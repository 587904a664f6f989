import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { featureFence } from './eslint.feature-fence.mjs';

const WEB_PROJECTS = ['apps/portal', 'apps/console', 'libs/ui', 'libs/session', 'libs/account', 'libs/api-client'];
const web = ending => WEB_PROJECTS.map(project => `${project}/**/*.${ending}`);

/** Which project may depend on which; the features inside the API have a fence of their own. */
const depConstraints = [
  {
    sourceTag: 'scope:api',
    onlyDependOnLibsWithTags: ['scope:money', 'scope:brand', 'scope:passwords', 'scope:integrations', 'scope:simulators'],
  },
  { sourceTag: 'scope:portal', onlyDependOnLibsWithTags: ['scope:web', 'scope:money', 'scope:passwords'] },
  { sourceTag: 'scope:console', onlyDependOnLibsWithTags: ['scope:web', 'scope:money', 'scope:passwords'] },
  { sourceTag: 'scope:sandbox', onlyDependOnLibsWithTags: ['scope:simulators'] },
  { sourceTag: 'scope:simulators', onlyDependOnLibsWithTags: ['scope:simulators'] },
  { sourceTag: 'scope:integrations', onlyDependOnLibsWithTags: ['scope:integrations', 'scope:money', 'scope:simulators'] },
  { sourceTag: 'scope:money', onlyDependOnLibsWithTags: ['scope:money'] },
  { sourceTag: 'scope:passwords', onlyDependOnLibsWithTags: ['scope:passwords'] },
  { sourceTag: 'scope:brand', onlyDependOnLibsWithTags: ['scope:brand'] },
  { sourceTag: 'scope:web', onlyDependOnLibsWithTags: ['scope:web', 'scope:money', 'scope:passwords'] },
  { sourceTag: 'type:ui', onlyDependOnLibsWithTags: ['scope:money'], bannedExternalImports: ['@angular/common/http'] },
  {
    sourceTag: 'platform:browser',
    onlyDependOnLibsWithTags: ['platform:browser', 'platform:any'],
    bannedExternalImports: ['@nestjs/*', '@mikro-orm/*', 'pg', 'pg-boss', 'fastify'],
  },
  {
    sourceTag: 'platform:node',
    onlyDependOnLibsWithTags: ['platform:node', 'platform:any'],
    bannedExternalImports: ['@angular/*'],
  },
  {
    sourceTag: 'platform:any',
    onlyDependOnLibsWithTags: ['platform:any'],
    bannedExternalImports: ['@angular/*', '@nestjs/*', 'pg'],
  },
];

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '.nx', '.angular', '.data', 'libs/api-client/src/ng'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'URLSearchParams',
          'performance',
          'setTimeout',
          'setInterval',
          'clearTimeout',
          'clearInterval',
          'fetch',
          'require',
          'module',
          'crypto',
          'Buffer',
          'globalThis',
          '__dirname',
          'AbortSignal',
          'document',
          'getComputedStyle',
          'window',
          'TextDecoder',
        ].map(name => [name, 'readonly']),
      ),
    },
  },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, ...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          // The list of common passwords is an entry of its own, so that a page fetches it only when somebody chooses a password.
          checkDynamicDependenciesExceptions: ['passwords'],
          enforceBuildableLibDependency: false,
          allowCircularSelfDependency: true,
          allow: [],
          depConstraints,
        },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in platform/config.' },
      ],
    },
  },
  {
    files: [
      'apps/api/src/platform/config/env.ts',
      'apps/api/src/*.ts',
      'apps/sandbox/**/*.ts',
      'apps/e2e/**/*.ts',
      '**/testing/**/*.ts',
      '**/*.spec.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: web('ts'),
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { '@angular-eslint/prefer-standalone': 'error' },
  },
  { files: web('html'), extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility] },
  ...featureFence,
  prettier,
);
