import { a } from './a.mjs'; export function b() { return 'b' + a; } console.log('eval b');
