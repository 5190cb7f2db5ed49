/**
 * Measures how long an administrator waits for « Aujourd’hui » while the invitations of a long list leave for a
 * mail server on this machine, against how long before. `--people 1000` shortens the list (5,000).
 */
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type Visitor, visitor } from '../tests/journeys/visitor.ts';
import { startService } from '../tests/service.ts';

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: { people: { type: 'string', default: '5000' } },
});
const PEOPLE = Number(values.people);
/** How long to look before anything leaves, and the pause between two looks (ms). */
const [BEFORE_MS, PAUSE_MS] = [20_000, 20];
/** Most of what was usual that may be waited while mails leave. */
const LIMIT = 2;

const rounded = (n: number) => Math.round(n * 10) / 10;
const quantile = (all: readonly number[], part: number) =>
	rounded(all.toSorted((a, b) => a - b)[Math.floor((all.length - 1) * part)] ?? 0);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Opens « Aujourd’hui » again and again for as long as `goesOn`; returns how long each look waited (ms). */
async function looks(person: Visitor, goesOn: () => boolean): Promise<number[]> {
	const waits: number[] = [];
	while (goesOn()) {
		const began = performance.now();
		const { status } = await person.get('/today');
		waits.push(performance.now() - began);
		if (status !== 200) throw new Error(`« Aujourd’hui » answered ${status}.`);
		await pause(PAUSE_MS);
	}
	return waits;
}

const told = (waits: readonly number[]) => ({
	p50: quantile(waits, 0.5),
	p95: quantile(waits, 0.95),
	p99: quantile(waits, 0.99),
	looks: waits.length,
});

const mails = new Worker(new URL('mail-thread.ts', import.meta.url));
const [SMTP_URL] = (await once(mails, 'message')) as [string];
const received: string[] = [];
mails.on('message', (recipient: string) => received.push(recipient));
const service = await startService((origin) => ({
	...{ ORIGIN: origin, SMTP_URL, MAIL_FROM: 'Macaron <macaron@erables.example>' },
}));
try {
	const setup = service.output().match(/\/setup\/[\w-]{43}/)?.[0] ?? '';
	const chloe = visitor(service.origin);
	await chloe.send(setup, setup, {
		...{ institution: 'Érables', slug: 'erables', kind: 'service-centre', displayName: 'Chloé Gagnon' },
		...{ username: 'chloe', email: '', password: 'une phrase que personne ne devine' },
	});
	const people = Array.from({ length: PEOPLE }, (_, at) => `p${at}@erables.example`).join('\n');
	const checking = performance.now();
	const checked = await chloe.send('/invitations/mail', '?/check', {
		...{ people, role: 'adviser', locale: 'fr', days: '14', name: 'Tout le monde' },
	});
	if (checked.status !== 303) throw new Error(`The list was refused: ${checked.status}.`);
	const dryRun = await chloe.get(checked.location);
	const checkMs = Math.round(performance.now() - checking);
	if (!dryRun.body.includes('?/invite')) throw new Error('The list names nobody to invite.');
	// What is compiled the first time is not counted.
	const warm = performance.now() + 3_000;
	await looks(chloe, () => performance.now() < warm);
	const ends = performance.now() + BEFORE_MS;
	const usual = await looks(chloe, () => performance.now() < ends);
	const began = performance.now();
	let answered = 0;
	const inviting = chloe.send(checked.location, '?/invite', {}).then(({ status }) => {
		if (status !== 200) throw new Error(`Inviting answered ${status}.`);
		answered = Math.round(performance.now() - began);
	});
	const meanwhile = await looks(chloe, () => received.length < PEOPLE);
	await inviting;
	const leftInSeconds = rounded((performance.now() - began) / 1000);
	const [before, during] = [told(usual), told(meanwhile)];
	const ratio = Math.round((during.p95 / before.p95) * 100) / 100;
	const eachOnce = received.length === PEOPLE && new Set(received).size === PEOPLE;
	process.stdout.write(
		`${JSON.stringify({
			...{ bench: 'invitations', people: PEOPLE, checkMs, answeredMs: answered, leftInSeconds },
			...{ before, during, ratio, holds: ratio < LIMIT, eachOnce },
			load: loadavg().map(rounded),
		})}\n`,
	);
} finally {
	await service.stop();
	await mails.terminate();
}
