module.exports = require('../../tools/jest/node.cjs')('money', __dirname);
