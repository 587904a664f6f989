module.exports = require('../../tools/jest/node.cjs')('passwords', __dirname);
