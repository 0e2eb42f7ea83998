export default import.meta.url.split('/').pop(); export const dyn = () => import('../lib/data.json', {with: {type: 'json'}});
