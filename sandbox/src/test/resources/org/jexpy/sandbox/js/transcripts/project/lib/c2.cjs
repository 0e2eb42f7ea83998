const c1 = require('./c1.cjs'); exports.seen = Object.keys(c1);
