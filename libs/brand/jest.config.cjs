module.exports = require('../../tools/jest/node.cjs')('brand', __dirname);
