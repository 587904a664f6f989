module.exports = { ...require('../ui/jest.config.cjs'), displayName: 'session', rootDir: __dirname };
