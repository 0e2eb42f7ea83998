// Popular packages doing what scripts do with them: npm.out is what Node prints.
import { Command } from 'commander';
import parse from 'yargs-parser';
import semver from 'semver';
import satisfies from 'semver/functions/satisfies.js';
import chalk, { Chalk } from 'chalk';
import yaml from 'js-yaml';
import { v4, v5, validate, NIL } from 'uuid';
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import _ from 'lodash';
import ms from 'ms';
import { nanoid, customAlphabet } from 'nanoid';
import debug from 'debug';
import { createRequire } from 'node:module';

const program = new Command();
program.name('tool').description('a tool').version('1.2.3').exitOverride().configureOutput({ writeErr: (text) => console.log('err:', text.trim()) });
program.command('add <numbers...>').description('adds').option('-v, --verbose', 'say more', false).option('-m, --mode <mode>', 'how', 'fast')
  .action((numbers, options) => console.log('commander', numbers.map(Number).reduce((a, b) => a + b), options));
program.parse(['node', 'tool', 'add', '1', '2', '--mode=slow', '-v']);
try {
  program.parse(['node', 'tool', 'substract']);
} catch (error) {
  console.log(error.code, error.exitCode, error instanceof Error);
}
console.log(program.helpInformation());
console.log('yargs', parse('--foo=99 --bar 9.5 -abc --no-x --list 1 --list 2 -- rest', { array: ['list'], 'populate--': true } ));
console.log('yargs', parse(['--name', "o'k", '--deep.inner', '3'], { string: ['name'] }));
console.log('semver', semver.satisfies('1.4.2', '^1.3.0'), semver.inc('1.2.3', 'minor'), semver.sort(['2.0.0', '1.10.0', '1.9.0']), satisfies('2.1.0', '>=1 <3'), semver.parse('1.2.3-beta.4').prerelease);
console.log('semver', semver.coerce('v3.4-x').version, semver.valid('x'), semver.minVersion('~1.4'));
const colors = new Chalk({ level: 3 });
console.log('chalk', JSON.stringify(colors.red.bold('red') + colors.hex('#ff8800').bgBlue`${1 + 1} tagged`), chalk.level);
console.log('yaml', yaml.load('a: [1, two, {three: 3}]\nb: |\n  text\n  more\nwhen: 2020-01-02\nc: &x {y: 1}\nd: *x\n'));
console.log(yaml.dump({ list: [1, 'a: b', null], nested: { deep: true, text: 'x\ny' } }));
try {
  yaml.load('a: [1');
} catch (error) {
  console.log(error.name, error.message);
}
console.log('uuid', validate(v4()), v5('name', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'), NIL);
dayjs.extend(utc);
console.log('dayjs', dayjs.utc('2024-02-28T12:34:56Z').add(2, 'day').format('YYYY-MM-DD [at] HH:mm'), dayjs.utc('2024-01-01').diff('2023-01-01', 'month'), dayjs('x').isValid());
console.log('lodash', _.chunk([1, 2, 3, 4, 5], 2), _.groupBy(['one', 'two', 'three'], 'length'), _.get({ a: [{ b: 3 }] }, 'a[0].b'), _.template('hi <%= who %>')({ who: 'you' }), _.cloneDeep(new Map([[1, { a: 1 }]])), _.isEqual({ a: [1] }, { a: [1] }), _.camelCase('Foo Bar-baz'));
await new Promise((resolve) => {
  const once = _.debounce(() => resolve(console.log('debounced')), 5);
  once();
  once();
});
console.log('ms', ms('2 days'), ms(60000), ms(2 * 3600000, { long: true }));
console.log('nanoid', nanoid().length, customAlphabet('ab', 5)().replace(/[ab]/g, '*'));
debug.enable('app:*');
const log = debug('app:main');
log.log = (...values) => console.log('debug', values.length, String(values[0]).replace(/^\S+ /, ''));
log('hello %o and %d', { a: 1 }, 42);
console.log(debug('other').enabled, log.enabled);
const require = createRequire(import.meta.url);
console.log(require('semver') === semver, require('uuid').validate(NIL), typeof require('yargs-parser'), require.resolve('lodash/fp').split('/').slice(-2), require('lodash/fp').map((x) => x + 1)([1]));
for (const name of ['nothing', 'chalk/nothing', 'uuid/package.json']) await import(name).then(() => console.log('there'), (error) => console.log(error.code));
