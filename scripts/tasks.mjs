// What each npm command does, once a Node that is new enough runs. Tools are started by their own script,
// without a shell or `.bin`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

	/**
	 * Starts a tool without waiting for it, and holds its output back. Returns a function that prints the
	 * output so far, then lets the rest through, and resolves to the tool's exit status.
	 */
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
		// SvelteKit's last line, which is left out, names a command that this project does not have.
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

	/**
	 * Runs the type checks, the unit tests and journeys at the same time: while one waits, the others use the
	 * processor. Ends the process with an error that names those that failed. Without Chromium, also ends with
	 * an error unless `ALLOW_NO_BROWSER` is set. `ways` are the journeys to take, as Playwright's arguments;
	 * all of them when it is empty.
	 */
	async function test(ways = []) {
		const hasPostgres = preparePostgres();
		const chromium = findChromium();
		const types = beside('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']);
		const env = chromium && {
			CHROMIUM: chromium.whole,
			CHROMIUM_QUICK: chromium.quick,
			// Each Playwright process loads Playwright again: keeping its compiled code makes that fast
			// (tests/service.ts).
			NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
		};
		const journeys = chromium && beside('playwright', ['test', ...ways], env);
		const results = join(root, 'node_modules/.cache/unit-tests.json');
		rmSync(results, { force: true });
		const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
		const units = spawn(
			process.execPath,
			[join(root, 'node_modules', TOOLS.vitest), 'run', ...reporters, ...rest],
			{ cwd: root, stdio: 'inherit' },
		);
		const failed = [];
		const expect = (what, status) => status && failed.push(what);
		const unitStatus = await new Promise((done) => units.once('close', (status) => done(status ?? 1)));
		expect('unit tests (Vitest)', unitStatus);
		expect('types (svelte-check)', await types());
		expect('browser journeys (Playwright)', await journeys?.());
		// Printed last, because the outputs are long: a reader of the end alone learns what failed, and which
		// output to look for above.
		if (unitStatus) console.error(failedUnitTests(results));
		if (!hasPostgres)
			console.log(
				'What needs a PostgreSQL server was NOT tried: none here. Type: apt-get install -y postgresql',
			);
		if (failed.length > 0) stop(`Failed: ${failed.join(', ')}. Each says why in its own lines above.`);
		if (chromium && ways.length > 0)
			console.log('Of the journeys, the main ways were taken. Every one of them: npm run verify');
		if (chromium) return;
		const sentence = 'The browser journeys were NOT run: no Chromium. Type: apt-get install -y chromium';
		if (!process.env.ALLOW_NO_BROWSER) stop(sentence);
		console.log(sentence);
	}

	/** The names of the unit tests that failed and the first lines of why, from Vitest's file of results. */
	function failedUnitTests(results) {
		if (!existsSync(results)) return 'The unit tests stopped before they wrote their results.';
		const lines = [];
		for (const { name, status, message, assertionResults } of JSON.parse(readFileSync(results, 'utf8'))
			.testResults) {
			const tests = assertionResults.filter((test) => test.status === 'failed');
			if (status !== 'failed' && tests.length === 0) continue;
			lines.push(`FAILED ${relative(root, name)}`);
			if (tests.length === 0) lines.push(firstLines(message));
			for (const { fullName, failureMessages } of tests)
				lines.push(`  ${fullName}`, firstLines(failureMessages.join('\n')));
		}
		return lines.join('\n');
	}

	const firstLines = (text) =>
		text
			.split('\n', 6)
			.map((line) => `    ${line.slice(0, 200)}`)
			.join('\n');

	install();
	switch (task) {
		case 'start': {
			build();
			const prepared = cli(['prepare']);
			// Exit code 6 means no sealing key: everything but issuing works, and `prepare` has said so;
			// serve all the same.
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
			return test(['--project', 'main-ways']);
		case 'unit':
			// Unit tests need no build: Vitest makes the parts of it that they use (messages, Kit's types)
			// when these are missing or older than the sources.
			if (!rest[0]) stop('Say which tests: npm run unit -- src/cohort');
			return hand(process.execPath, [join(root, 'node_modules', TOOLS.vitest), 'run', ...rest], process.env);
		case 'verify':
			tool('prettier', ['--check', '.']);
			// The rules that read types need those that Kit writes as it builds.
			build();
			tool('eslint', ['.', '--max-warnings', '0']);
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
			// These tests need no running service, hence no build.
			if (['issuing', 'fetching', 'differencing', 'files', 'bucket', 'clients'].includes(rest[0])) {
				const script = join(root, `tests/faults/run/${rest[0]}.ts`);
				return hand(process.execPath, [script, ...rest.slice(1)], process.env);
			}
			build();
			if (['beside', 'upgrade', 'backup', 'lock-out', 'nodes'].includes(rest[0])) {
				const script = join(root, `tests/faults/run/${rest[0]}.ts`);
				return hand(process.execPath, [script, ...rest.slice(1)], process.env);
			}
			return hand(process.execPath, [join(root, 'tests/faults/run/kills.ts'), ...rest], process.env);
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
