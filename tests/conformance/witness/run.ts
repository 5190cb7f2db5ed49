import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type FetchDocument,
	readInput,
	type Verdict,
	verifyBadge,
	verifyLegacy,
	type VerifyOptions,
} from '#openbadges';
import { comparedBadges } from './badges.ts';
import type { Exhibition, Served, Shown } from './badges.ts';
import { installWitness } from './install.ts';

/**
 * Runs 1EdTech's own validator on our Open Badges 2.0 badges, and on others, and prints its verdict beside
 * ours. It is a witness, not a judge: where it is known to be wrong, the reason is printed.
 */

interface Answer {
	readonly valid: boolean;
	readonly messages: readonly string[];
}

/** Serves on loopback the documents of the compared badges; resolves once the server listens. */
async function serve(made: (origin: string) => Promise<Exhibition>): Promise<Exhibition & { stop(): void }> {
	let served: ReadonlyMap<string, Served> = new Map();
	let origin = '';
	const server = createServer((request, response) => {
		const found = served.get(`${origin}${request.url ?? ''}`);
		response.writeHead(found ? (found.status ?? 200) : 404, { 'content-type': found?.type ?? 'text/plain' });
		response.end(found?.body ?? 'nothing here');
	});
	await new Promise<void>((done) => server.listen(0, 'localhost', done));
	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('No free port.');
	origin = `http://localhost:${address.port}`;
	const all = await made(origin);
	served = all.served;
	return { ...all, stop: () => server.close() };
}

/** Asks 1EdTech's validator about each badge, and returns its answers by badge name. */
async function ask(
	python: string,
	folder: string,
	badges: readonly Shown[],
): Promise<Record<string, Answer>> {
	const jobs = badges.map(({ name, given, email }, i) => {
		const picture = typeof given !== 'string' ? 'png' : given.startsWith('<') ? 'svg' : undefined;
		if (!picture) return { name, text: given, email };
		const file = join(folder, `${i}.${picture}`);
		writeFileSync(file, given);
		return { name, file, email };
	});
	const child = spawn(python, [join(import.meta.dirname, 'adapter.py')], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	child.stdin.end(JSON.stringify(jobs));
	let out = '';
	for await (const part of child.stdout) out += String(part);
	return JSON.parse(out) as Record<string, Answer>;
}

const fetchDocument: FetchDocument = async (url) => {
	const answer = await fetch(url);
	const text = await answer.text();
	if (answer.status === 410) return { kind: 'gone', text };
	return {
		kind: 'found',
		status: answer.status,
		text,
		contentType: answer.headers.get('content-type') ?? '',
	};
};

/** Our verdict on a badge; `refused` for a sound badge that was issued to another address. */
async function ourVerdict({ given, email }: Shown): Promise<Verdict> {
	const options: VerifyOptions = {
		now: new Date(),
		resolveIssuer: () => ({ kind: 'unknown', why: 'not-supported' }),
		statusSource: () => ({ kind: 'unknown', why: 'not-supported' }),
		fetchDocument,
		...(email !== undefined && { recipient: email }),
	};
	const reading = readInput(given);
	// The engine leaves fetching an address to its caller; here its document source fetches it.
	const report = reading.ok ? await verifyBadge(given, options) : await verifyLegacy(reading, options);
	const another = report.checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'fail');
	return another ? 'refused' : report.verdict;
}

async function main(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-witness-'));
	try {
		let python: string;
		try {
			python = installWitness(folder);
		} catch (problem) {
			console.error('The witness could not be installed: is PyPI within reach?');
			console.error(problem instanceof Error ? problem.message : String(problem));
			return 1;
		}
		const { badges, stop } = await serve(comparedBadges);
		const answers = await ask(python, folder, badges);
		let wrong = 0;
		console.log(`${'badge'.padEnd(38)} ${'witness'.padEnd(9)} ours`);
		for (const badge of badges) {
			const ours = await ourVerdict(badge);
			const theirs = answers[badge.name];
			const said = theirs?.valid ? 'valid' : 'invalid';
			const agree = (said === 'valid') === (badge.truth === 'valid');
			const right = (ours === 'valid') === (badge.truth === 'valid');
			console.log(`${badge.name.padEnd(38)} ${said.padEnd(9)} ${ours}`);
			if (!agree && badge.known) console.log(`  known false « ${said} » of the witness: ${badge.known}`);
			if (agree && badge.known) console.log('  the witness is no longer wrong here');
			if (!agree && !badge.known)
				console.log(`  NOT EXPECTED of the witness: ${theirs?.messages.join(' · ') ?? ''}`);
			if (!right) console.log('  OURS IS WRONG');
			if (!right || (!agree && !badge.known)) wrong += 1;
		}
		stop();
		console.log(`${badges.length - wrong} of ${badges.length} as they should be`);
		return wrong === 0 ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

process.exitCode = await main();
