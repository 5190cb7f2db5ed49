// What each command does, once the right Node runs. Tools are called by their own script: no shell, no .bin.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { preparePostgres } from './postgres.mjs';

const TOOLS = {
	vite: 'vite/bin/vite.js',
	'svelte-check': 'svelte-check/bin/svelte-check',
	'svelte-kit': '@sveltejs/kit/svelte-kit.js',
	vitest: 'vitest/vitest.mjs',
	playwright: '@playwright/test/cli.js',
	prettier: 'prettier/bin/prettier.cjs',
	eslint: 'eslint/bin/eslint.js',
	'drizzle-kit': 'drizzle-kit/bin.cjs',
};

export async function run({ root, task, rest, hash, stamp, npm, hand, stop }) {
	const tool = (name, args, env = {}) => {
		const out = spawnSync(process.execPath, [join(root, 'node_modules', TOOLS[name]), ...args], {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: 'inherit',
		});
		if (out.status !== 0) process.exit(out.status ?? 1);
	};

	/** Starts a tool that says nothing yet; gives what lets it speak: from then on all it said and says, then its status. */
	function beside(name, args, env = {}) {
		const child = spawn(process.execPath, [join(root, 'node_modules', TOOLS[name]), ...args], {
			cwd: root,
			env: { ...process.env, ...env },
		});
		const said = [];
		let say = (part) => said.push(part);
		for (const out of [child.stdout, child.stderr]) out.on('data', (part) => say(part));
		const ended = new Promise((done) => child.once('close', done));
		process.once('exit', () => child.kill());
		return async () => {
			say = (part) => process.stderr.write(part);
			say(Buffer.concat(said));
			return (await ended) ?? 1;
		};
	}

	function install() {
		const wanted = hash(
			['package-lock.json'],
			`${process.platform}-${process.arch}-${process.versions.modules}`,
		);
		const mark = join('node_modules', '.installed');
		if (stamp(mark) === wanted) return;
		console.error('Installing packages…');
		npm(['ci', '--include=dev', '--include=optional'], root);
		writeFileSync(mark, wanted);
	}

	function build() {
		const sources = ['src', 'static', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
		const mark = join('build', '.sources');
		const made = [
			'build/handler.js',
			'build/server/cli.js',
			'src/messages/compiled/messages.js',
			'node_modules/$app/tsconfig.json',
		];
		if (stamp(mark) === hash(sources) && made.every((file) => existsSync(file))) return;
		console.error('Building…');
		const out = spawnSync(
			process.execPath,
			[join(root, 'node_modules', TOOLS.vite), 'build', '--logLevel', 'warn'],
			{
				cwd: root,
				stdio: ['ignore', 'pipe', 2],
				encoding: 'utf8',
				maxBuffer: Infinity,
			},
		);
		// The kit ends by naming a command that this project does not have.
		const said = (out.stdout ?? '')
			.split('\n')
			.filter((line) => line.trim() && !line.includes('run preview'));
		if (said.length > 0) console.error(said.join('\n'));
		if (out.status !== 0) stop('The build failed: see the lines above.');
		writeFileSync(mark, hash(sources));
	}

	const cli = (args) =>
		spawnSync(process.execPath, [join(root, 'build/server/cli.js'), ...args], {
			cwd: root,
			stdio: 'inherit',
		});

	/** Types, units and journeys side by side: each waits for something now and then, and there the others go on. */
	async function test() {
		preparePostgres();
		const chromium = findChromium();
		const types = beside('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']);
		const env = chromium && {
			CHROMIUM: chromium.whole,
			CHROMIUM_QUICK: chromium.quick,
			// Playwright is read again by each of its processes: compiled once (tests/service.ts).
			NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
		};
		const journeys = chromium && beside('playwright', ['test'], env);
		const units = spawn(process.execPath, [join(root, 'node_modules', TOOLS.vitest), 'run', ...rest], {
			cwd: root,
			stdio: 'inherit',
		});
		const statuses = [await new Promise((done) => units.once('close', (status) => done(status ?? 1)))];
		for (const others of [types, journeys]) statuses.push(await others?.());
		if (statuses.some(Boolean)) process.exit(1);
		if (chromium) return;
		const sentence = 'The browser journeys were NOT run: no Chromium. Type: apt-get install -y chromium';
		if (!process.env.ALLOW_NO_BROWSER) stop(sentence);
		console.log(sentence);
	}

	install();
	switch (task) {
		case 'start': {
			build();
			const prepared = cli(['prepare']);
			// Without the sealing key (6) everything works but issuing: it was said, and people are still served.
			if (prepared.status !== 0 && prepared.status !== 6) process.exit(prepared.status ?? 1);
			await import('../server.ts');
			return;
		}
		case 'dev':
			build();
			cli(['prepare']);
			return hand(process.execPath, [join(root, 'node_modules', TOOLS.vite), 'dev', ...rest], process.env);
		case 'build':
			return build();
		case 'test':
			build();
			return test();
		case 'unit':
			// No build: Vitest makes what it needs of it (the messages, Kit's types) when that is missing or older than its source.
			if (!rest[0]) stop('Say which tests: npm run unit -- src/cohort');
			return hand(process.execPath, [join(root, 'node_modules', TOOLS.vitest), 'run', ...rest], process.env);
		case 'verify':
			tool('prettier', ['--check', '.']);
			tool('eslint', ['.', '--max-warnings', '0']);
			build();
			return test();
		case 'format':
			return tool('prettier', ['--write', '.']);
		case 'macaron':
			build();
			return hand(process.execPath, [join(root, 'build/server/cli.js'), ...rest], process.env);
		case 'migrations':
			if (!rest[0]) stop('Say what the migration does: npm run migrations -- add-such-column');
			for (const dialect of ['sqlite', 'postgres']) {
				tool('drizzle-kit', ['generate', '--config', `drizzle/${dialect}.config.ts`, '--name', rest[0]]);
			}
			return;
		case 'artwork':
			return hand(process.execPath, [join(root, 'scripts/artwork.ts'), ...rest], process.env);
		case 'content':
			return hand(process.execPath, [join(root, 'scripts/content.ts'), ...rest], process.env);
		case 'passwords':
			return hand(process.execPath, [join(root, 'scripts/passwords.ts'), ...rest], process.env);
		case 'bench':
			build();
			return hand(process.execPath, [join(root, 'bench/run.ts'), ...rest], process.env);
		case 'mutants':
			build();
			return hand(process.execPath, [join(root, 'tests/mutants/run.ts'), ...rest], process.env);
		case 'faults':
			// Issuing, fetching and portraits need no service, hence no build.
			if (['issuing', 'fetching', 'portrait'].includes(rest[0])) {
				const script = join(root, `tests/faults/run-${rest[0]}.ts`);
				return hand(process.execPath, [script, ...rest.slice(1)], process.env);
			}
			build();
			if (['beside', 'upgrade', 'backup', 'lock-out'].includes(rest[0])) {
				const script = join(root, `tests/faults/run-${rest[0]}.ts`);
				return hand(process.execPath, [script, ...rest.slice(1)], process.env);
			}
			return hand(process.execPath, [join(root, 'tests/faults/run.ts'), ...rest], process.env);
		case 'cases':
			build();
			return hand(process.execPath, [join(root, 'tests/cases/run.ts'), ...rest], process.env);
		case 'conformance:witness':
			return hand(process.execPath, [join(root, 'tests/conformance/witness/run.ts')], process.env);
		case 'conformance':
			return hand(process.execPath, [join(root, 'tests/conformance/run.ts'), ...rest], process.env);
		default:
			return stop(`Unknown task: ${task}`);
	}
}
