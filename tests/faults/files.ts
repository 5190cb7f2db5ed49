import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { newId, prepareDatabase, readSettings } from '#platform/server';
import { withBuiltChild } from './built-children.ts';
import { contentOf, FILE_FAULTS, type FilesPlan } from './files-plan.ts';

const root = resolve(import.meta.dirname, '../..');

/** What a run of this drill counts, in which a process that stores files is killed at every step. */
export interface FilesCounts {
	kills: number;
	/** The steps, each with its moment, at which no process died. Must stay empty. */
	neverHit: string[];
	/** After each kill, the last file confirmed to each person; and how many of these have no row. */
	given: number;
	notKept: number;
	/** Rows whose content is missing or altered, at any restart. Must stay 0. */
	rowsWithoutFile: number;
	/** Contents under their name whose bytes are not those of that name, at any restart. Must stay 0. */
	halfFiles: number;
	/** Forms that made two rows. Must stay 0. */
	twice: number;
	/** What is left in the store at the end, a day later, that no row names. Must stay 0. */
	leftOver: number;
	integrity: string;
}

/** True when no file was lost, halved or doubled, and every step was met. */
export const nothingLost = (counts: FilesCounts): boolean =>
	counts.neverHit.length === 0 &&
	counts.kills === FILE_FAULTS.length &&
	counts.given > 0 &&
	counts.notKept + counts.rowsWithoutFile + counts.halfFiles + counts.twice + counts.leftOver === 0 &&
	counts.integrity === 'ok';

interface Row {
	readonly id: string;
	readonly sha256: string;
	readonly name: string;
	readonly person: string | null;
}

interface Noted {
	readonly what: string;
	readonly person: string;
	readonly at: number;
	readonly id: string;
}

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Reads what the database and the folder hold, while no process runs. */
function look(dataDir: string) {
	const db = new Driver(join(dataDir, 'macaron.db'));
	const rows = db.prepare('SELECT id, sha256, name, person FROM files').all() as Row[];
	const integrity = String(db.pragma('integrity_check', { simple: true }));
	db.close();
	const folder = join(dataDir, 'files');
	const names = existsSync(folder)
		? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/'))
		: [];
	const contents = new Map(
		names
			.filter((name) => !name.endsWith('.unfinished'))
			.map((name) => [name.slice(3), sha(readFileSync(join(folder, name)))]),
	);
	return { rows, contents, names, integrity };
}

/**
 * Stores, repeats, lets go of and sweeps the files of some people, in processes that are killed (`kill -9`)
 * before, after and within each step of `FILE_STEPS`; after each kill looks at the folder as it was left, then
 * the next process begins by doing the same turn again. Returns the counts.
 */
export const storeFilesUnderKills = (say: (line: string) => void = () => {}): Promise<FilesCounts> =>
	withBuiltChild('files-child', (child) => storeUnderKills(child, say));

async function storeUnderKills(child: string, say: (line: string) => void): Promise<FilesCounts> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-file-kills-'));
	const env = { ...process.env, DATA_DIR: join(folder, 'data'), ORIGIN: '' };
	const [planFile, ledgerFile] = [join(folder, 'plan.json'), join(folder, 'ledger')];
	const people = ['ada', 'emile'].map((name) => `${name}-${newId()}`);
	const counts: FilesCounts = {
		...{ kills: 0, neverHit: [], given: 0, notKept: 0, rowsWithoutFile: 0, halfFiles: 0, twice: 0 },
		...{ leftOver: 0, integrity: 'ok' },
	};
	const run = (plan: FilesPlan) => {
		writeFileSync(planFile, JSON.stringify(plan));
		const ended = spawnSync(process.execPath, [child, planFile, ledgerFile], { cwd: root, env });
		if (ended.signal !== 'SIGKILL' && ended.status !== 0) throw new Error(String(ended.stderr));
		return ended.signal === 'SIGKILL';
	};
	const check = () => {
		const { rows, contents, integrity } = look(env.DATA_DIR);
		counts.rowsWithoutFile += rows.filter(({ sha256 }) => contents.get(sha256) !== sha256).length;
		counts.halfFiles += [...contents].filter(([name, found]) => name !== found).length;
		const owned = rows.filter(({ person }) => person !== null).map(({ person, name }) => `${person} ${name}`);
		counts.twice += owned.length - new Set(owned).size;
		if (integrity !== 'ok') counts.integrity = integrity;
		// The last file whose giving was confirmed to each person, and which nobody has removed since.
		const notes = readFileSync(ledgerFile, 'utf8').trim().split('\n').filter(Boolean);
		const given = notes.map((line) => JSON.parse(line) as Noted).filter(({ what }) => what === 'given');
		for (const person of people) {
			const last = given.findLast((one) => one.person === person);
			if (!last) continue;
			counts.given += 1;
			const sha256 = sha(contentOf(person, last.at));
			if (!rows.some((row) => row.id === last.id && row.person === person && row.sha256 === sha256))
				counts.notKept += 1;
		}
		return rows.filter(({ person }) => person !== null);
	};
	try {
		const settings = readSettings(env, root);
		await prepareDatabase(settings);
		writeFileSync(ledgerFile, '');
		let turn = 1;
		// The first turn has nothing to remove.
		run({ people, turn, fault: undefined });
		for (const fault of FILE_FAULTS) {
			turn += 1;
			if (run({ people, turn, fault })) counts.kills += 1;
			else counts.neverHit.push(`${fault.step}, ${fault.when}`);
			const inUse = check();
			say(`killed at « ${fault.step}, ${fault.when} »: ${inUse.length} files in use`);
		}
		// A last turn, a day after everything, leaves the files in use and nothing else.
		run({ people, turn: turn + 1, fault: undefined });
		check();
		const { rows, names } = look(env.DATA_DIR);
		counts.leftOver = names.length - new Set(rows.map(({ sha256 }) => sha256)).size;
		return counts;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
