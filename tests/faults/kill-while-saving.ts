import { createHash, randomInt } from 'node:crypto';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { newAccount } from '../journeys/cast.ts';
import { type Fields, problemsIn, type Visitor } from '../journeys/visitor.ts';
import { type Service, startService } from '../service.ts';

/** What a run of this drill counts, in which the service is killed again and again while people save. */
export interface Counts {
	kills: number;
	clients: number;
	acknowledged: number;
	/** The fewest saves that the service acknowledged between two kills. */
	leastBetweenKills: number;
	/** How many saves were in flight when the service was killed. */
	interrupted: number;
	/** How many interrupted saves the database had committed although no client got the response. */
	committedUnacknowledged: number;
	/** How many kills left at least one committed save whose client got no response. */
	killsLeavingOne: number;
	/**
	 * How many saves were retried with the same key, and how many of these ended in no row or in several
	 * (`doubled`).
	 */
	retried: number;
	doubled: number;
	/** How many acknowledged saves the database lacks. Must stay 0. */
	missing: number;
	awards: number;
	integrity: 'ok' | string;
	seconds: number;
}

interface Save {
	readonly who: string;
	readonly path: string;
	readonly key: string;
	readonly fields: Fields;
	/** The title of the learning activity saved; absent when the save is an answer. */
	readonly title?: string;
	/** The answer saved and its dimension; absent when the save is a learning activity. */
	readonly answer?: { dimension: string; value: number };
}

const DIMENSIONS = [
	'ethical-citizenship',
	'technological-skills',
	'learning-potential',
	'information-literacy',
] as const;
const PEOPLE = 8;
const BETWEEN = 20;

/**
 * Fills in a client's next form from the real page: a learning activity on even turns, an answer on odd ones.
 */
async function prepare(who: string, browser: Visitor, turn: number): Promise<Save> {
	if (turn % 2 === 0) {
		const title = `${who} ${turn}`;
		const { fields } = await browser.form('/training/new', '?/record');
		const typed = { title, hours: '0', minutes: '30', kind: 'reading', reflection: `Ce que ${who} retient.` };
		return {
			who,
			title,
			key: fields['key'] ?? '',
			path: '/training/new?/record',
			fields: { ...fields, ...typed, 'dimensions[]': [DIMENSIONS[(turn / 2) % DIMENSIONS.length] ?? ''] },
		};
	}
	const dimension = DIMENSIONS[((turn - 1) / 2) % DIMENSIONS.length] ?? '';
	const value = randomInt(0, 5);
	const { fields } = await browser.form(`/assessment/${dimension}`, '?/answer');
	return {
		who,
		answer: { dimension, value },
		key: fields['key'] ?? '',
		path: `/assessment/${dimension}?/answer`,
		fields: { ...fields, 'answer-0': String(value), continue: 'yes' },
	};
}

/** Opens a read-only connection to the service's database, with the queries that the drill needs. */
function openStored(service: Service) {
	const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'), { readonly: true });
	const count = (sql: string, ...given: string[]) =>
		Number(
			db
				.prepare(sql)
				.pluck()
				.get(...given),
		);
	return {
		trainings: (title: string) => count('SELECT count(*) FROM trainings WHERE title = ?', title),
		// The table stores the hash of the idempotency key, not the key.
		keys: (key: string) =>
			count(
				'SELECT count(*) FROM idempotency_keys WHERE key = ?',
				createHash('sha256').update(key).digest('hex'),
			),
		awards: () => count('SELECT count(*) FROM awards'),
		answer: (username: string, dimension: string) =>
			db
				.prepare(
					`SELECT answers.value FROM answers JOIN assessments ON assessments.id = answers.assessment
					 JOIN people ON people.id = assessments.person WHERE people.username = ? AND answers.dimension = ?`,
				)
				.pluck()
				.get(username, dimension) as number | undefined,
		integrity: () =>
			[...(db.pragma('integrity_check', { simple: false }) as { integrity_check: string }[])]
				.map((row) => row.integrity_check)
				.concat((db.pragma('foreign_key_check') as unknown[]).map((row) => JSON.stringify(row)))
				.join('; '),
		close: () => db.close(),
	};
}

/** Kills the service with SIGKILL `kills` times while people save, and counts what became of their saves. */
export async function killWhileSaving(
	kills: number,
	say: (line: string) => void = () => {},
): Promise<Counts> {
	const began = performance.now();
	const service = await startService();
	const counts: Counts = {
		kills: 0,
		clients: PEOPLE,
		acknowledged: 0,
		leastBetweenKills: Number.MAX_SAFE_INTEGER,
		interrupted: 0,
		committedUnacknowledged: 0,
		killsLeavingOne: 0,
		retried: 0,
		doubled: 0,
		missing: 0,
		awards: 0,
		integrity: 'ok',
		seconds: 0,
	};
	const titles = new Set<string>();
	const answers = new Map<string, { who: string; dimension: string; value: number }>();
	let sinceKill = 0;
	let ending = false;
	let open = Promise.withResolvers<void>();
	let parked: { save: Save | undefined; resume: Promise<void> }[] = [];
	let allParked = Promise.withResolvers<void>();

	function acknowledge(save: Save) {
		counts.acknowledged += 1;
		sinceKill += 1;
		if (save.title) titles.add(save.title);
		if (save.answer) answers.set(`${save.who} ${save.answer.dimension}`, { who: save.who, ...save.answer });
	}

	async function live(who: string, browser: Visitor) {
		let save: Save | undefined;
		for (let turn = 0; !ending;) {
			try {
				save ??= await prepare(who, browser, turn);
				const answer = await browser.post(save.path, save.fields);
				if (answer.status !== 303 || answer.location.startsWith('/sign-in'))
					throw new Error(
						`${save.path} answered ${answer.status} ${answer.location}: ${problemsIn(answer.body).join(' ')}`,
					);
				acknowledge(save);
				save = undefined;
				turn += 1;
			} catch (error) {
				// `fetch` reports a lost connection as a TypeError; anything else is a fault.
				if (!(error instanceof TypeError) || ending) throw error;
				const resume = open.promise;
				parked.push({ save, resume });
				if (parked.length === PEOPLE) allParked.resolve();
				await resume;
			}
		}
	}

	/**
	 * After a restart: counts which interrupted saves were committed. Each of these saves is retried later
	 * with its key, and must then exist once.
	 */
	function lookUp(interrupted: Save[]) {
		const stored = openStored(service);
		const committed = interrupted.filter((save) => stored.keys(save.key) === 1);
		counts.interrupted += interrupted.length;
		counts.committedUnacknowledged += committed.length;
		if (committed.length > 0) counts.killsLeavingOne += 1;
		counts.missing += missing(
			stored,
			new Set(interrupted.map((save) => `${save.who} ${save.answer?.dimension}`)),
		);
		const found = stored.integrity();
		if (found !== 'ok') counts.integrity = found;
		stored.close();
	}

	/**
	 * Counts the acknowledged learning activities and answers that the database lacks. An answer in flight
	 * may already have replaced an acknowledged one.
	 */
	const missing = (stored: ReturnType<typeof openStored>, inFlight: ReadonlySet<string>) =>
		[...titles].filter((title) => stored.trainings(title) !== 1).length +
		[...answers].filter(([at, { who, dimension, value }]) => {
			const found = stored.answer(who, dimension);
			return found !== value && !(inFlight.has(at) && found !== undefined);
		}).length;

	const retried: Save[] = [];
	try {
		const people = await Promise.all(
			Array.from({ length: PEOPLE }, async (_, at) => {
				const who = `client-${at + 1}`;
				const browser = await newAccount(service, who, `Client ${at + 1}`, 'learner', {
					audience: 'teacher',
				});
				return { who, browser };
			}),
		);
		const lives = people.map(({ who, browser }) => live(who, browser));
		const failed = Promise.race(lives);
		for (let kill = 1; kill <= kills; kill += 1) {
			while (sinceKill < BETWEEN) await Promise.race([failed, pause(2)]);
			await pause(randomInt(0, 60));
			counts.leastBetweenKills = Math.min(counts.leastBetweenKills, sinceKill);
			allParked = Promise.withResolvers();
			await service.kill();
			await Promise.race([failed, allParked.promise]);
			const interrupted = parked.flatMap(({ save }) => save ?? []);
			retried.push(...interrupted);
			await service.restart();
			lookUp(interrupted);
			counts.kills = kill;
			sinceKill = 0;
			parked = [];
			const opened = open;
			open = Promise.withResolvers();
			opened.resolve();
			if (kill % 10 === 0)
				say(`${kill} kills, ${counts.acknowledged} acknowledged, ${counts.missing} missing`);
		}
		while (sinceKill < BETWEEN) await Promise.race([failed, pause(2)]);
		ending = true;
		await Promise.all(lives);
		const stored = openStored(service);
		counts.retried = retried.length;
		counts.doubled = retried.filter(
			(save) =>
				stored.keys(save.key) !== 1 || (save.title !== undefined && stored.trainings(save.title) !== 1),
		).length;
		counts.missing += missing(stored, new Set());
		counts.awards = stored.awards();
		stored.close();
	} finally {
		ending = true;
		open.resolve();
		await service.stop();
	}
	counts.seconds = Math.round((performance.now() - began) / 100) / 10;
	return counts;
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
