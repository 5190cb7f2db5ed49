import { execFile, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Driver from 'better-sqlite3';
import { newAccount } from '../journeys/cast.ts';
import { problemsIn, type Visitor, visitor } from '../journeys/visitor.ts';
import { startService } from '../service.ts';

const run = promisify(execFile);
const PEOPLE = 8;
/** Saves confirmed after what was done beside and before each kill: those that a lost journal would take. */
const AFTER = 25;

/** What was counted while other programs worked on the database of a service that was saving. */
export interface BesideCounts {
	kills: number;
	clients: number;
	confirmed: number;
	/** Confirmed saves that the database does not hold after a kill. Must stay 0. */
	missing: number;
	backups: number;
	/** Over all backups: saves confirmed before the backup began, and those of them that it does not hold. Must stay 0. */
	confirmedBeforeBackups: number;
	missingInBackups: number;
	selects: number;
	accountsAdded: number;
	/** Accounts added beside the service that could not sign in to it. Must stay 0. */
	accountsRefused: number;
	integrity: string;
}

/** True when nothing was lost. */
export const nothingLost = (counts: BesideCounts): boolean =>
	counts.missing === 0 &&
	counts.missingInBackups === 0 &&
	counts.accountsRefused === 0 &&
	counts.integrity === 'ok' &&
	counts.backups >= 2 * counts.kills;

/** Whether the `sqlite3` program can be run here. */
export const hasSqliteProgram = (): boolean => spawnSync('sqlite3', ['--version']).status === 0;

/** The titles of the trainings in a database file, and what SQLite says of the file. */
function look(file: string): { titles: Set<string>; integrity: string } {
	const db = new Driver(file, { readonly: true });
	const titles = db.prepare('SELECT title FROM trainings').pluck().all() as string[];
	const integrity = String(db.pragma('integrity_check', { simple: true }));
	const orphans = (db.pragma('foreign_key_check') as unknown[]).length;
	db.close();
	return { titles: new Set(titles), integrity: orphans > 0 ? `${orphans} orphans` : integrity };
}

/** Saves one training after the other, and notes each title once its save is confirmed. */
export async function save(
	browser: Visitor,
	who: string,
	turn: number,
	confirmed: Set<string>,
): Promise<void> {
	const title = `${who} ${turn}`;
	const { fields } = await browser.form('/training/new', '?/record');
	const typed = { title, hours: '0', minutes: '30', kind: 'reading', reflection: `Ce que ${who} retient.` };
	const answer = await browser.post('/training/new?/record', {
		...fields,
		...typed,
		'dimensions[]': ['ethical-citizenship'],
	});
	if (answer.status !== 303 || answer.location.startsWith('/sign-in'))
		throw new Error(`A save answered ${answer.status}: ${problemsIn(answer.body).join(' ')}`);
	confirmed.add(title);
}

/**
 * Runs `sqlite3` (.backup, VACUUM INTO, a select) and `user add` beside the built service while people save, kills the
 * service with `kill -9`, starts it again, and looks for every confirmed save; as many times as asked.
 */
export async function workBeside(
	kills: number,
	say: (line: string) => void = () => {},
): Promise<BesideCounts> {
	const service = await startService();
	const copies = mkdtempSync(join(tmpdir(), 'macaron-beside-'));
	const file = join(String(service.env['DATA_DIR']), 'macaron.db');
	const confirmed = new Set<string>();
	const counts: BesideCounts = {
		kills: 0,
		clients: PEOPLE,
		confirmed: 0,
		missing: 0,
		backups: 0,
		confirmedBeforeBackups: 0,
		missingInBackups: 0,
		selects: 0,
		accountsAdded: 0,
		accountsRefused: 0,
		integrity: 'ok',
	};
	let ending = false;
	let open = Promise.withResolvers<void>();
	let parked = 0;
	let allParked = Promise.withResolvers<void>();

	async function live(who: string, browser: Visitor) {
		for (let turn = 0; !ending; turn += 1) {
			try {
				await save(browser, who, turn, confirmed);
			} catch (error) {
				// Fetch says a lost connection with a TypeError; anything else is a fault.
				if (!(error instanceof TypeError) || ending) throw error;
				const resume = open.promise;
				if ((parked += 1) === PEOPLE) allParked.resolve();
				await resume;
			}
		}
	}

	async function backup(how: string) {
		const copy = join(copies, `${counts.backups}.db`);
		const before = [...confirmed];
		await run('sqlite3', [file, how.replace('COPY', copy)]);
		const { titles, integrity } = look(copy);
		counts.backups += 1;
		counts.confirmedBeforeBackups += before.length;
		counts.missingInBackups += before.filter((title) => !titles.has(title)).length;
		if (integrity !== 'ok') counts.integrity = `${how}: ${integrity}`;
		rmSync(copy);
	}

	async function select() {
		const { stdout } = await run('sqlite3', [file, 'SELECT count(*) FROM trainings']);
		counts.selects += 1;
		if (Number(stdout) < 0) throw new Error('The select answered nothing.');
	}

	async function addAccount(at: number) {
		const username = `beside-${at}`;
		const added = await run(
			process.execPath,
			[
				'build/server/cli.js',
				'user',
				'add',
				'--username',
				username,
				'--name',
				`Personne ${at}`,
				'--role',
				'adviser',
				'--json',
			],
			{ env: service.env },
		);
		counts.accountsAdded += 1;
		const { password } = JSON.parse(added.stdout) as { password: string };
		await visitor(service.origin)
			.signIn(username, password)
			.catch((error: unknown) => {
				counts.accountsRefused += 1;
				say(String(error));
			});
	}

	const until = async (failed: Promise<unknown>, enough: () => boolean) => {
		while (!enough()) await Promise.race([failed, new Promise((done) => setTimeout(done, 2))]);
	};

	try {
		const people = await Promise.all(
			Array.from({ length: PEOPLE }, async (_, at) => {
				const who = `client-${at + 1}`;
				return { who, browser: await newAccount(service, who, `Client ${at + 1}`, 'learner', 'teacher') };
			}),
		);
		const lives = people.map(({ who, browser }) => live(who, browser));
		const failed = Promise.race(lives);
		for (let kill = 1; kill <= kills; kill += 1) {
			const began = confirmed.size;
			await until(failed, () => confirmed.size >= began + PEOPLE);
			const acts = [
				() => backup(".backup 'COPY'"),
				() => backup("VACUUM INTO 'COPY'"),
				select,
				() => addAccount(kill),
			];
			// In another order each time, and twice in a row: the first one to leave used to take the journal with it.
			while (acts.length > 0) {
				const [act] = acts.splice(randomInt(acts.length), 1);
				await Promise.race([failed.then(() => undefined), act?.()]);
			}
			const since = confirmed.size;
			await until(failed, () => confirmed.size >= since + AFTER);
			allParked = Promise.withResolvers();
			parked = 0;
			await service.kill();
			await Promise.race([failed, allParked.promise]);
			await service.restart();
			const { titles, integrity } = look(file);
			counts.missing += [...confirmed].filter((title) => !titles.has(title)).length;
			if (integrity !== 'ok') counts.integrity = integrity;
			counts.kills = kill;
			const opened = open;
			open = Promise.withResolvers();
			opened.resolve();
			say(`${kill} kills, ${confirmed.size} confirmed, ${counts.missing} missing`);
		}
		ending = true;
		await Promise.allSettled(lives);
		counts.confirmed = confirmed.size;
	} finally {
		ending = true;
		open.resolve();
		await service.stop();
		rmSync(copies, { recursive: true, force: true });
	}
	return counts;
}
