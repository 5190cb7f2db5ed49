import pg from 'pg';
import { formsOf, problemsIn, type Visitor, visitor } from '../journeys/visitor.ts';
import { newAccount } from '../journeys/cast.ts';
import { startMailServer } from '../loopback/mail-server.ts';
import { newDatabase, startNodes } from '../nodes.ts';
import { type PostgresServer, startPostgresServer } from '../postgres-server.ts';
import type { Service } from '../service.ts';
import { startRelay } from './cuttable-relay.ts';

/** What a run of this drill counts: two nodes under load, while nodes, database and network fail. */
export interface NodesCounts {
	nodeKills: number;
	databaseCrashes: number;
	networkCuts: number;
	/** Saves that the service confirmed, how many of them were sent again, and the longest wait for one (ms). */
	confirmed: number;
	sentAgain: number;
	longestWaitMs: number;
	/** Answers that told to come back later, by status. */
	toldToWait: Record<string, number>;
	/** Confirmed saves that the database lacks, or has twice. Both must stay 0. */
	missing: number;
	doubled: number;
	/** Badges given by rule, those due and not given, and those given twice: the last two must stay 0. */
	awards: number;
	awardsMissing: number;
	awardsDoubled: number;
	/** Invitations by mail; those that never arrived, or arrived twice without being marked uncertain. */
	mails: number;
	mailsMissing: number;
	mailsTwiceUnmarked: number;
	mailsUncertain: number;
	/** Events that no listener took, at the end. Must be 0. */
	eventsLeft: number;
}

const DIMENSIONS = [
	'ethical-citizenship',
	'technological-skills',
	'learning-potential',
	'collaboration',
] as const;
const PEOPLE = 8;
/** Saves to confirm between two faults. */
const BETWEEN = 20;
/** How long (ms) a save is sent again before it counts as lost. */
const PATIENCE_MS = 60_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Tells whether an answer says that nothing was saved yet, or that nobody knows: to be sent again. */
const comeBack = (status: number) => status === 502 || status === 503;

/** Counts the saves of people, each sent again until it is confirmed. */
class Load {
	readonly trainings = new Set<string>();
	/** Who has answered a statement of, and logged two hours on, which dimension. */
	readonly due = new Set<string>();
	readonly toldToWait: Record<string, number> = {};
	confirmed = 0;
	sentAgain = 0;
	longestWaitMs = 0;

	/** Tries until something other than « come back later » is answered. */
	async until<T extends { readonly status: number }>(what: () => Promise<T>): Promise<T> {
		const began = performance.now();
		for (let attempt = 0; ; attempt += 1) {
			const answer = await what().catch((error: unknown) => {
				// `fetch` reports a lost connection as a TypeError; anything else is a fault.
				if (!(error instanceof TypeError)) throw error;
				return undefined;
			});
			const waited = performance.now() - began;
			if (answer && !comeBack(answer.status)) {
				this.longestWaitMs = Math.max(this.longestWaitMs, Math.round(waited));
				if (attempt > 0) this.sentAgain += 1;
				return answer;
			}
			const status = String(answer?.status ?? 'no answer');
			this.toldToWait[status] = (this.toldToWait[status] ?? 0) + 1;
			if (waited > PATIENCE_MS) throw new Error(`Nothing but ${status} for ${Math.round(waited)} ms.`);
			await pause(100);
		}
	}

	/** Fills in a form from the real page, and sends it, again with the same key where it must. */
	async save(person: Visitor, page: string, action: string, typed: Record<string, string | string[]>) {
		const { body } = await this.until(() => person.get(page));
		const form = formsOf(body).find((one) => one.action.endsWith(action));
		if (!form) throw new Error(`${page} has no form ${action}.`);
		const to = `${page}${action}`;
		const answer = await this.until(() => person.post(to, { ...form.fields, ...typed }));
		if (answer.status !== 303 || answer.location.startsWith('/sign-in'))
			throw new Error(
				`${to} answered ${answer.status} ${answer.location} ${problemsIn(answer.body).join(' ')}`,
			);
		this.confirmed += 1;
	}

	/** One turn of somebody: a training of two hours with a reflection, then an answer, on one dimension. */
	async turn(who: string, person: Visitor, turn: number): Promise<void> {
		const dimension = DIMENSIONS[turn % DIMENSIONS.length] ?? 'collaboration';
		const title = `${who} ${turn}`;
		await this.save(person, '/training/new', '?/record', {
			...{ title, hours: '2', minutes: '0', kind: 'reading', 'dimensions[]': [dimension] },
			reflection: `Ce que ${who} retient de cette lecture, et ce qui changera dans son travail avec les élèves.`,
		});
		this.trainings.add(title);
		await this.save(person, `/assessment/${dimension}`, '?/answer', {
			...{ 'answer-0': String(turn % 5), continue: 'yes' },
		});
		this.due.add(`${who} ${dimension}`);
	}
}

/** Signs in the people who save, each with an account of their own. */
async function learners(service: Service): Promise<ReadonlyMap<string, Visitor>> {
	const all = new Map<string, Visitor>();
	for (let n = 1; n <= PEOPLE; n += 1) {
		const who = `client-${n}`;
		all.set(who, await newAccount(service, who, `Client ${n}`, 'learner', { audience: 'teacher' }));
	}
	return all;
}

/** Invites as many people by mail as a list of this number has, as the administrator would. */
async function invite(load: Load, chloe: Visitor, list: number): Promise<readonly string[]> {
	const people = Array.from({ length: 10 }, (_, n) => `invite-${list}-${n}@erables.example`);
	const form = await load.until(() => chloe.get('/invitations/mail'));
	const { fields } = formsOf(form.body).find((one) => one.action.endsWith('?/check')) ?? { fields: {} };
	const checked = await load.until(() =>
		chloe.post('/invitations/mail?/check', {
			...{ ...fields, people: people.join('\n'), role: 'adviser', locale: 'fr', days: '14' },
			name: `Liste ${list}`,
		}),
	);
	if (checked.status !== 303) throw new Error(`The list was refused: ${checked.status}.`);
	const page = await load.until(() => chloe.get(checked.location));
	const sending = formsOf(page.body).find((one) => one.action.endsWith('?/invite'));
	const invited = await load.until(() => chloe.post(`${checked.location}?/invite`, sending?.fields ?? {}));
	if (invited.status !== 200 && invited.status !== 303) throw new Error(`Inviting: ${invited.status}.`);
	return people;
}

const rowsOf = async <T extends object>(at: string, sql: string): Promise<readonly T[]> => {
	const client = new pg.Client({ connectionString: at });
	await client.connect();
	try {
		return (await client.query<T>(sql)).rows;
	} finally {
		await client.end();
	}
};

/** Lets the leases of what was under way at a kill run out, as five minutes would, and waits for the rest. */
async function untilNothingWaits(at: string): Promise<void> {
	for (let round = 0; round < 120; round += 1) {
		const [left] = await rowsOf<{ mails: number; events: number }>(
			at,
			`with m as (update mails set due_at = now() - interval '1 second' where state in ('waiting', 'sending') and due_at > now() and created_at < now() - interval '3 seconds' returning 1),
				e as (update event_deliveries set due_at = now() - interval '1 second' where due_at > now() and recorded_at < now() - interval '3 seconds' returning 1)
			select (select count(*)::int from mails where state in ('waiting', 'sending')) as mails,
				(select count(*)::int from event_deliveries) as events`,
		);
		if (left?.mails === 0 && left.events === 0) return;
		await pause(1000);
	}
}

/**
 * Runs two nodes on one database behind a proxy that changes node at each request, while people save, earn
 * badges by rule and are invited by mail; kills a node (`kill -9`), crashes the database and cuts the network
 * for ten seconds, `rounds` times each; then counts what became of every confirmed act.
 */
export async function failNodes(
	programs: string,
	rounds: number,
	say: (line: string) => void = () => {},
): Promise<NodesCounts> {
	const server: PostgresServer = await startPostgresServer(programs, {});
	const relay = await startRelay(`${server.host}/.s.PGSQL.5432`);
	const mailServer = await startMailServer();
	const direct = await newDatabase(server);
	const name = new URL(direct).pathname;
	const { service, nodes, stop } = await startNodes(`postgres://macaron@127.0.0.1:${relay.port}${name}`, 2, {
		...{ SMTP_URL: mailServer.url, MAIL_FROM: 'Macaron <macaron@erables.example>' },
	});
	const load = new Load();
	const counts = { nodeKills: 0, databaseCrashes: 0, networkCuts: 0 };
	const invited: string[] = [];
	let ending = false;
	try {
		const chloe = visitor(service.origin);
		await chloe.signIn('chloe', service.passwords['chloe'] ?? '');
		const people = await learners(service);
		const lives = [...people].map(async ([who, person]) => {
			for (let turn = 0; !ending; turn += 1) await load.turn(who, person, turn);
		});
		const failed = Promise.race(lives).then(() => undefined);
		const someSaves = async () => {
			const from = load.confirmed;
			while (load.confirmed < from + BETWEEN) await Promise.race([failed, pause(20)]);
		};
		for (let round = 1; round <= rounds; round += 1) {
			invited.push(...(await invite(load, chloe, round)));
			const victim = nodes[round % nodes.length];
			await victim?.kill();
			counts.nodeKills += 1;
			await someSaves();
			await victim?.restart();
			await someSaves();
			await server.crash();
			counts.databaseCrashes += 1;
			await pause(1000);
			await server.restart();
			await someSaves();
			const mend = relay.cut();
			counts.networkCuts += 1;
			await pause(10_000);
			mend();
			await someSaves();
			say(`round ${round}: ${load.confirmed} confirmed, ${load.sentAgain} sent again`);
		}
		ending = true;
		await Promise.all(lives);
		await untilNothingWaits(direct);
		return {
			...counts,
			...(await found(
				direct,
				load,
				invited,
				mailServer.received.map(({ messageId, to }) => ({ messageId, to: to[0] ?? '' })),
			)),
		};
	} catch (error) {
		for (const node of nodes) say(node.output().slice(-3000));
		throw error;
	} finally {
		ending = true;
		await stop().catch(() => undefined);
		await relay.close();
		await mailServer.close();
		await server.stop();
	}
}

/** Compares what was confirmed with what the database and the mail server have. */
async function found(
	at: string,
	load: Load,
	invited: readonly string[],
	received: readonly { readonly messageId: string; readonly to: string }[],
) {
	const trainings = await rowsOf<{ title: string; n: number }>(
		at,
		'select title, count(*)::int as n from trainings group by title',
	);
	const times = new Map(trainings.map(({ title, n }) => [title, n]));
	const awards = await rowsOf<{ owner: string; n: number }>(
		at,
		`select people.username || ' ' || replace(awards.badge, 'exploration-', '') as owner, count(*)::int as n
			from awards join people on people.id = awards.person
			where awards.badge like 'exploration-%' and sibling_of is null group by owner`,
	);
	const given = new Map(awards.map(({ owner, n }) => [owner, n]));
	const mails = await rowsOf<{ id: string; recipient: string; state: string; uncertain: boolean }>(
		at,
		'select id, recipient, state, uncertain from mails',
	);
	const marked = new Set(mails.filter(({ uncertain }) => uncertain).map(({ recipient }) => recipient));
	const copies = (address: string) => received.filter(({ to }) => to === address).length;
	const [events] = await rowsOf<{ n: number }>(at, 'select count(*)::int as n from event_deliveries');
	return {
		...{ confirmed: load.confirmed, sentAgain: load.sentAgain, longestWaitMs: load.longestWaitMs },
		toldToWait: load.toldToWait,
		missing: [...load.trainings].filter((title) => !times.has(title)).length,
		doubled: trainings.filter(({ n }) => n > 1).length,
		awards: awards.length,
		awardsMissing: [...load.due].filter((owner) => !given.has(owner)).length,
		awardsDoubled: awards.filter(({ n }) => n > 1).length,
		mails: invited.length,
		mailsMissing: invited.filter((address) => copies(address) === 0).length,
		mailsTwiceUnmarked: invited.filter((address) => copies(address) > 1 && !marked.has(address)).length,
		mailsUncertain: marked.size,
		eventsLeft: events?.n ?? 0,
	};
}

/** True when nothing that was confirmed was lost or done twice, and something of each kind was done. */
export const nothingLostByNodes = (counts: NodesCounts): boolean =>
	[
		...[counts.missing, counts.doubled, counts.awardsMissing, counts.awardsDoubled],
		...[counts.mailsMissing, counts.mailsTwiceUnmarked, counts.eventsLeft],
	].every((n) => n === 0) &&
	[counts.confirmed, counts.sentAgain, counts.awards, counts.mails].every((n) => n > 0);
