import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import Driver from 'better-sqlite3';
import { newAccount } from '../journeys/cast.ts';
import { type Service, startService } from '../service.ts';
import { save } from './beside.ts';
import { flippedPlaces } from './flips.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const PEOPLE = 8;

/**
 * What a run of this drill counts: backups made while people save, damaged copies of a backup, and the
 * restore of an older backup.
 */
export interface BackupCounts {
	seed: number;
	clients: number;
	backups: number;
	/** How many saves the service had confirmed by the end of the run. */
	confirmed: number;
	/**
	 * Over all backups: how many saves were confirmed before the backup began, and how many of these the
	 * backup lacks (`missing`, which must stay 0).
	 */
	confirmedBefore: number;
	missing: number;
	/** How many backups were verified and found sound. */
	verified: number;
	/**
	 * How many copies of a backup had one byte changed, and how many of these copies were refused
	 * (`flipsRefused`).
	 */
	flips: number;
	flipsRefused: number;
	/** True if the service made a scheduled backup, verified it and reports it in `/readyz`. */
	scheduled: boolean;
	/** How many badges were issued, and how many revoked, after the older backup. */
	givenSince: number;
	revokedSince: number;
	/** How many revocations made after the older backup still hold once that backup is restored. */
	revocationsHeld: number;
	/**
	 * Badges issued after the restore; and how many status entries, serials or codes of theirs had been used
	 * before. `givenTwice` must stay 0.
	 */
	givenAfter: number;
	givenTwice: number;
	/** How many badges the restore lists as lost: only their holders still have them. */
	listed: number;
	seconds: number;
}

/**
 * True when the counts show that no confirmed save and no revocation was lost, that every damaged copy was
 * refused, and that nothing was given twice.
 */
export const nothingLost = (counts: BackupCounts): boolean =>
	counts.missing === 0 &&
	counts.confirmedBefore > 0 &&
	counts.verified === counts.backups &&
	counts.flipsRefused === counts.flips &&
	counts.scheduled &&
	counts.revocationsHeld === counts.revokedSince &&
	counts.revokedSince > 0 &&
	counts.givenTwice === 0 &&
	counts.givenAfter > 0 &&
	counts.listed === counts.givenSince - counts.revokedSince;

/**
 * Runs the operator's command (`macaron …`) without blocking, so that the people who save meanwhile are not
 * held up. Resolves to its exit code and output.
 */
async function macaron(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number; out: string }> {
	try {
		const { stdout } = await run(process.execPath, [join(root, 'build/server/cli.js'), ...args], {
			cwd: root,
			env,
		});
		return { code: 0, out: stdout };
	} catch (error) {
		const { code, stdout = '' } = error as { code?: number; stdout?: string };
		return { code: typeof code === 'number' ? code : -1, out: stdout };
	}
}

function titlesIn(backup: string): ReadonlySet<string> {
	const db = new Driver(join(backup, 'macaron.db'), { readonly: true });
	const titles = db.prepare('SELECT title FROM trainings').pluck().all() as string[];
	db.close();
	return new Set(titles);
}

interface Entry {
	readonly id: string;
	readonly issuer: string;
	readonly status_list: number;
	readonly status_index: number;
	readonly short_code: string;
	readonly step: string;
	readonly voided: string | null;
	readonly proof: string | null;
}

/**
 * Reads from a database every issuance with its status entry and short code, and the ids of the revoked
 * awards.
 */
function entriesIn(dataDir: string): { entries: readonly Entry[]; revoked: ReadonlySet<string> } {
	const db = new Driver(join(dataDir, 'macaron.db'));
	const entries = db
		.prepare('SELECT id, issuer, status_list, status_index, short_code, step, voided, proof FROM issuances')
		.all() as Entry[];
	const revoked = db.prepare('SELECT id FROM awards WHERE revoked_at IS NOT NULL').pluck().all() as string[];
	db.close();
	return { entries, revoked: new Set(revoked) };
}

async function untilScheduled(service: Service): Promise<boolean> {
	for (let tries = 0; tries < 240; tries += 1) {
		const answer = (await (await fetch(`${service.origin}/readyz`)).json()) as {
			backup?: { verifiedAt?: string | null };
		};
		if (answer.backup?.verifiedAt) return true;
		await new Promise((done) => setTimeout(done, 250));
	}
	return false;
}

/**
 * Issues `howMany` badges to new accounts and revokes `revoke` of them, in a process beside the service,
 * through the service's own use cases.
 */
async function giveBadges(env: NodeJS.ProcessEnv, howMany: number, revoke: number): Promise<void> {
	await run(
		process.execPath,
		[join(import.meta.dirname, 'backup-child.ts'), String(howMany), String(revoke)],
		{
			cwd: root,
			env,
		},
	);
}

/**
 * Runs the whole drill of backups on the built service: backs up while eight people save, and verifies each
 * backup; changes one byte at a time in copies of one; issues and revokes badges, restores the first backup,
 * issues others, and compares. Returns the counts.
 */
export async function backUpUnderLoad(
	seed: number,
	backups: number,
	flips: number,
	say: (line: string) => void = () => {},
): Promise<BackupCounts> {
	const began = performance.now();
	const folder = mkdtempSync(join(tmpdir(), 'macaron-backups-'));
	const service = await startService({ BACKUP_DIR: join(folder, 'schedule'), BACKUP_EVERY: '1h' });
	const confirmed = new Set<string>();
	const counts: BackupCounts = {
		seed,
		clients: PEOPLE,
		backups,
		confirmed: 0,
		confirmedBefore: 0,
		missing: 0,
		verified: 0,
		flips,
		flipsRefused: 0,
		scheduled: false,
		givenSince: 0,
		revokedSince: 0,
		revocationsHeld: 0,
		givenAfter: 0,
		givenTwice: 0,
		listed: 0,
		seconds: 0,
	};
	let ending = false;
	const live = async (who: string) => {
		const browser = await newAccount(service, who, who, 'learner', { audience: 'teacher' });
		for (let turn = 0; !ending; turn += 1) await save(browser, who, turn, confirmed);
	};
	try {
		const lives = Promise.all(Array.from({ length: PEOPLE }, (_, at) => live(`client-${at + 1}`)));
		const made: string[] = [];
		const work = async () => {
			while (confirmed.size < PEOPLE) await new Promise((done) => setTimeout(done, 20));
			for (let n = 0; n < backups; n += 1) {
				const before = [...confirmed];
				const answer = await macaron(service.env, 'backup', '--to', join(folder, 'own'), '--json');
				const { folder: copy } = JSON.parse(answer.out) as { folder: string };
				made.push(copy);
				const titles = titlesIn(copy);
				counts.confirmedBefore += before.length;
				counts.missing += before.filter((title) => !titles.has(title)).length;
				if ((await macaron(service.env, 'restore', '--verify', copy)).code === 0) counts.verified += 1;
			}
			counts.scheduled = await untilScheduled(service);
			ending = true;
		};
		await Promise.all([lives, work()]);
		counts.confirmed = confirmed.size;
		const [first] = made;
		if (first === undefined) throw new Error('No backup was made.');
		say(`${backups} backups under load, ${counts.missing} of ${counts.confirmedBefore} saves missing`);

		for (const { file, at, xor } of flippedPlaces(first, flips, seed)) {
			const spoiled = join(folder, 'flipped');
			cpSync(first, spoiled, { recursive: true });
			const bytes = readFileSync(join(spoiled, file));
			bytes[at] = (bytes[at] ?? 0) ^ xor;
			writeFileSync(join(spoiled, file), bytes);
			if ((await macaron(service.env, 'restore', '--verify', spoiled)).code === 1) counts.flipsRefused += 1;
			else say(`not refused: ${file} at ${at}, ${xor}`);
			rmSync(spoiled, { recursive: true });
		}
		say(`${counts.flipsRefused} of ${flips} changed backups refused`);

		const dataDir = String(service.env['DATA_DIR']);
		const atCopy = entriesIn(dataDir);
		await giveBadges(service.env, 8, 3);
		await service.kill();
		const lost = entriesIn(dataDir);
		const revokedSince = [...lost.revoked].filter((id) => !atCopy.revoked.has(id));
		counts.givenSince = lost.entries.length - atCopy.entries.length;
		counts.revokedSince = revokedSince.length;

		const again = {
			...service.env,
			DATA_DIR: join(folder, 'restored'),
			KEY_FILE: join(service.folder, 'secrets', 'seal.key'),
		};
		const restored = await macaron(again, 'restore', first, '--json');
		if (restored.code !== 0) throw new Error(`The restore ended with ${restored.code}: ${restored.out}`);
		const { madeGood } = JSON.parse(restored.out) as { madeGood: { lost: unknown[] } };
		counts.listed = madeGood.lost.length;
		const back = entriesIn(again.DATA_DIR);
		counts.revocationsHeld = revokedSince.filter(
			(id) => back.revoked.has(id) || back.entries.some((one) => one.id === id && one.voided && one.proof),
		).length;
		await giveBadges(again, 40, 0);
		const after = entriesIn(again.DATA_DIR).entries.filter(
			({ id }) => !back.entries.some((one) => one.id === id),
		);
		counts.givenAfter = after.length;
		const names = ({ id, issuer, status_list, status_index, short_code }: Entry) => [
			id,
			short_code,
			`${issuer} ${status_list} ${status_index}`,
		];
		const given = new Set(lost.entries.flatMap(names));
		counts.givenTwice = after.flatMap(names).filter((name) => given.has(name)).length;
		// Also counted: ids, codes and entries of lost badges that the restored copy does not know to be
		// used, since it could give them again.
		const kept = new Set(back.entries.flatMap(names));
		counts.givenTwice += lost.entries.flatMap(names).filter((name) => !kept.has(name)).length;
	} finally {
		ending = true;
		await service.stop();
		rmSync(folder, { recursive: true, force: true });
	}
	counts.seconds = Math.round((performance.now() - began) / 100) / 10;
	return counts;
}
