module.exports = require('../../tools/jest/node.cjs')('integrations', __dirname);
