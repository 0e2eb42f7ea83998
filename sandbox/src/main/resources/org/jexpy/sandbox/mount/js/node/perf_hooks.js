'use strict';
module.exports = { ...require('internal/performance') };
