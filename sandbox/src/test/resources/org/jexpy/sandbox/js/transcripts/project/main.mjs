import * as cjs from 'cjs'; import cjsDefault, { a, fn, def } from 'cjs';
console.log(cjs, cjsDefault === cjs.default, a, fn(), def);
import esm, { b, name } from 'esm'; console.log(esm, b, name);
import exp, { kind } from 'exp'; console.log(exp, kind);
import one from 'exp/feat/one'; console.log(one);
import node from 'exp/node'; console.log(node);
import data from 'exp/data.json' with { type: 'json' }; console.log(data);
import pk from '@sc/pk'; console.log(pk.scoped, pk.sub());
import nested from 'nested'; console.log(nested);
import { tsName, more } from 'ts'; import ts from 'ts'; console.log(tsName, more, ts.default());
import { q } from 'es'; console.log(q);
import { a as aa, getB } from './lib/a.mjs'; console.log(aa, getB());
import c1 from './lib/c1.cjs'; console.log(c1);
import sub, { dyn } from './sub/m.js'; console.log(sub, (await dyn()).default);
for (const bad of ['exp/feat/hidden', 'exp/nope', 'nopkg', './nope.mjs', '@sc/none', 'node:nope', './lib', 'exp/f/one.js', '#x']) {
  try { await import(bad); console.log('??', bad); } catch (e) { console.log(e.code, e.message.split('\n')[0].replaceAll(import.meta.dirname, '.')); }
}
import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
console.log(require('exp'), require('./lib/data.json'), require.resolve('cjs').replace(import.meta.dirname, '.'), require('@sc/pk').scoped);
for (const bad of ['exp/feat/hidden', 'nopkg', './nope', 'esm2']) {
  try { require(bad); } catch (e) { console.log(e.code, e.message.split('\n')[0].replaceAll(import.meta.dirname, '.'), e.requireStack?.length); }
}
try { require('./lib/a.mjs') } catch (e) { console.log(e.code) }
const again = await import('./lib/a.mjs?x=1'); console.log(again.a, Object.keys(require.cache).length > 3, (await import('node:path')).sep);
console.log(this, typeof require, typeof module, import.meta.url.startsWith('file:///'));
try { await import('data:text/javascript,export default 5').then(m => console.log(m.default)) } catch (e) { console.log(e.code) }
