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
/**
 * How many saves must be confirmed between the last of the other programs and the kill: these are the ones
 * that a lost journal (WAL) would lose.
 */
const AFTER = 25;

/**
 * What a run of this drill counts, in which other programs use the database while the service saves and is
 * killed.
 */
export interface BesideCounts {
	kills: number;
	clients: number;
	confirmed: number;
	/** How many confirmed saves the database lacks after a kill. Must stay 0. */
	missing: number;
	backups: number;
	/**
	 * Over all backups: how many saves were confirmed before the backup began, and how many of these the
	 * backup lacks (`missingInBackups`, which must stay 0).
	 */
	confirmedBeforeBackups: number;
	missingInBackups: number;
	selects: number;
	accountsAdded: number;
	/** How many accounts, added by the command beside the service, could then not sign in. Must stay 0. */
	accountsRefused: number;
	integrity: string;
}

/** True when the counts show that no confirmed save or account was lost and that every backup was made. */
export const nothingLost = (counts: BesideCounts): boolean =>
	counts.missing === 0 &&
	counts.missingInBackups === 0 &&
	counts.accountsRefused === 0 &&
	counts.integrity === 'ok' &&
	counts.backups >= 2 * counts.kills;

/** True if the `sqlite3` program is installed. */
export const hasSqliteProgram = (): boolean => spawnSync('sqlite3', ['--version']).status === 0;

/**
 * Reads a database file: the titles of its learning activities, and the result of SQLite's integrity check
 * (`ok` when sound).
 */
function look(file: string): { titles: Set<string>; integrity: string } {
	const db = new Driver(file, { readonly: true });
	const titles = db.prepare('SELECT title FROM trainings').pluck().all() as string[];
	const integrity = String(db.pragma('integrity_check', { simple: true }));
	const orphans = (db.pragma('foreign_key_check') as unknown[]).length;
	db.close();
	return { titles: new Set(titles), integrity: orphans > 0 ? `${orphans} orphans` : integrity };
}

/**
 * Logs a learning activity through its form, and adds its title to `confirmed` once the service has confirmed
 * it.
 */
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
 * Runs `sqlite3` (.backup, VACUUM INTO, a select) and `macaron user add` beside the built service while
 * people save, kills the service with `kill -9`, restarts it and looks for every confirmed save; all this
 * `kills` times.
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
				// `fetch` reports a lost connection as a TypeError; anything else is a fault.
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
				return {
					who,
					browser: await newAccount(service, who, `Client ${at + 1}`, 'learner', { audience: 'teacher' }),
				};
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
			// The programs run in random order, one after another: closing the first of them used to remove
			// the service's journal (WAL).
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
