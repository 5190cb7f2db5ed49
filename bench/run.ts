/** `npm run bench -- badges`: figures on the error output, then one line of JSON. */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
	badges: () => import('./badges.ts'),
	issuing: () => import('./issuing.ts'),
	service: () => import('./service.ts'),
	stall: () => import('./stall.ts'),
};

const [name = ''] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
	process.stderr.write(`Say which: npm run bench -- ${Object.keys(BENCHES).join(' | ')}\n`);
	process.exit(1);
}
await bench();
