/**
 * The measuring programs by name: `npm run bench -- badges` runs one, which reports its progress on stderr
 * and prints one line of JSON on stdout.
 */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
	badges: () => import('./badges.ts'),
	invitations: () => import('./invitations.ts'),
	issuing: () => import('./issuing.ts'),
	moving: () => import('./moving.ts'),
	pages: () => import('./pages.ts'),
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
