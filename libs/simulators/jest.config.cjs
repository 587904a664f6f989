module.exports = require('../../tools/jest/node.cjs')('simulators', __dirname);
