const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
	console.error(`Macaron needs Node 24.7 or newer; this is ${process.versions.node}. Use: npm run macaron`);
	process.exit(1);
}
// Loaded only now: an older Node cannot even load it, and would say so in its own words.
const { run } = await import('./cli/run.ts');
process.exitCode = await run(process.argv.slice(2));
