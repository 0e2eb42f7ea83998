exports.early = 1; const c2 = require('./c2.cjs'); exports.late = 2; exports.seen = c2.seen;
