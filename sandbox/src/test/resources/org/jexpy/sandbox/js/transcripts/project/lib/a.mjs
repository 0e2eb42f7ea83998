import { b } from './b.mjs'; export const a = 'a'; export function getB() { return b(); } console.log('eval a');
