console.log(__filename.split('/').pop(), __dirname === process.cwd(), module.id, require.main === module, this === exports, module.paths[0].endsWith('node_modules'));
console.log(require('cjs').name, require('nested'), module.children.length);
console.log(require('./lib/c1.cjs'), require('./lib/data'), require('./lib/data.json') === require('./lib/data'));
import('esm').then(m => console.log(m.default, m));
console.log(typeof exports, arguments.length, module.exports === exports);
return;
