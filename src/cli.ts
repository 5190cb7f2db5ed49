import { run } from './cli/run.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
	console.error(`Macaron needs Node 24.7 or newer; this is ${process.versions.node}. Use: npm run macaron`);
	process.exit(1);
}
process.exitCode = await run(process.argv.slice(2));
