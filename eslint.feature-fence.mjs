// The walls between the features of the API. This table is the architecture: a feature imports the platform and the features
// it may use, and those only by their index; everything else is a lint error. docs/architecture.md draws it.
export const mayUse = {
  platform: [],
  settings: [],
  audit: ['settings'],
  mail: ['settings'],
  notifications: ['settings', 'mail'],
  auth: ['settings', 'audit', 'mail', 'notifications'],
  virtfusion: ['auth', 'settings', 'audit', 'notifications'],
  billing: ['auth', 'settings', 'audit', 'mail', 'notifications', 'virtfusion'],
  servers: ['auth', 'settings', 'audit', 'mail', 'notifications', 'virtfusion', 'billing'],
  analytics: ['settings', 'audit', 'virtfusion'],
};

const features = Object.keys(mayUse);

function fenceOf(feature) {
  const allowed = feature === 'platform' ? [] : ['platform', ...mayUse[feature]];
  const forbidden = features.filter(other => other !== feature && !allowed.includes(other));
  return {
    files: [`apps/api/src/${feature}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(forbidden.length > 0
              ? [
                  {
                    group: forbidden.flatMap(other => [`@api/${other}`, `@api/${other}/*`]),
                    message: `${feature} may not use this feature (eslint.feature-fence.mjs).`,
                  },
                ]
              : []),
            { regex: '^@api/[^/]+/(?!jobs/topics)', message: 'Import a feature by its index.' },
            { regex: `^@api/${feature}$`, message: 'Inside a feature, import the file itself.' },
            ...features
              .filter(other => other !== feature)
              .map(other => ({ regex: `^(\\.\\./)+${other}/`, message: 'Import other features as @api/….' })),
            { group: ['@sky/simulators'], message: 'Simulators are for tests.' },
            { regex: '/testing(/|$)', message: 'Test support is for tests.' },
          ],
        },
      ],
    },
  };
}

export const featureFence = features.map(fenceOf);
