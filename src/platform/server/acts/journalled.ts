import { dirname } from 'node:path';
import { type Database, errorCode } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { JournalledAct, JournalHead } from './act.ts';
import { actsAfter, deleteActs, ensureServiceId, serviceId } from './act-store.ts';
import { appendActs, openJournal, replaceJournal } from './journal-file.ts';

const AT_ONCE = 500;

/** State of one journal file while the service runs. */
interface Followed {
	readonly path: string;
	head: JournalHead | undefined;
	/** Number of the last act in the journal file. */
	last: number;
	failing: boolean;
}

/**
 * Wraps a database so that its acts (what must hold even after an older backup is restored) are also kept in
 * journal files. After each write unit, its acts are appended to every journal, and are on disk before the
 * write resolves. A failed unit appends nothing, since acts are read back from the database. After a crash in
 * between, the missing acts are appended at the next unit, start or backup. A journal that cannot be written
 * fails no unit: it is logged once, and completed later.
 */
export function withActJournals(db: Database, paths: readonly string[], log: Log, now: () => Date): Database {
	const journals: Followed[] = paths.map((path) => ({ path, head: undefined, last: 0, failing: false }));
	let service: string | undefined;
	let turn: Promise<unknown> = Promise.resolve();

	/** Acts numbered above `n`, in batches, each with the number of its last act. */
	async function* lotsAfter(
		n: number,
	): AsyncGenerator<{ readonly acts: readonly JournalledAct[]; readonly upTo: number }> {
		for (let from = n; ;) {
			const acts = await actsAfter(db.read, from, AT_ONCE);
			const last = acts.at(-1);
			if (!last) return;
			from = last.n;
			yield { acts, upTo: from };
		}
	}

	async function attach(journal: Followed): Promise<void> {
		service ??= (await serviceId(db.read)) ?? (await db.write((tx) => ensureServiceId(tx, now())));
		const { held, head, aside } = await openJournal(journal.path, service, now());
		if (aside) log.warn('acts.journal-of-another', { folder: dirname(journal.path) });
		let last = head.droppedTo;
		for await (const { acts, upTo } of lotsAfter(last)) {
			const missing = acts.filter(({ id }) => !held.has(id));
			if (missing.length > 0) await appendActs(journal.path, missing);
			last = upTo;
		}
		Object.assign(journal, { head, last });
	}

	/** Logs once that a journal cannot be written. The next append then reads the file again first. */
	function tell(journal: Followed, error: unknown): void {
		if (!journal.failing) log.error('acts.not-journalled', { code: errorCode(error) });
		Object.assign(journal, { head: undefined, failing: true });
	}

	async function follow(journal: Followed): Promise<boolean> {
		try {
			if (!journal.head) await attach(journal);
			for await (const { acts, upTo } of lotsAfter(journal.last)) {
				await appendActs(journal.path, acts);
				journal.last = upTo;
			}
			journal.failing = false;
			return true;
		} catch (error) {
			tell(journal, error);
			return false;
		}
	}

	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = turn.then(work);
		turn = mine.catch(() => undefined);
		return mine;
	}

	const catchUp = () =>
		inTurn(async () => {
			let whole = true;
			for (const journal of journals) whole = (await follow(journal)) && whole;
			return whole;
		});

	/** Rewrites a journal without the acts up to this number. */
	async function shorten(journal: Followed, upTo: number): Promise<void> {
		const { path, head } = journal;
		let { last } = journal;
		if (!head || upTo <= head.droppedTo) return;
		const left: JournalledAct[] = [];
		for await (const lot of lotsAfter(upTo)) {
			left.push(...lot.acts);
			last = lot.upTo;
		}
		const shortened = { ...head, droppedTo: upTo };
		await replaceJournal(path, shortened, left);
		Object.assign(journal, { head: shortened, last });
	}

	return {
		...db,
		async write(work, scope) {
			const value = await db.write(work, scope);
			// A unit within one person's data does no act.
			if (!scope) await catchUp();
			return value;
		},
		journals: {
			catchUp: () => {
				for (const journal of journals) journal.head = undefined;
				return catchUp();
			},
			async deleteActs(upTo) {
				if (!(await catchUp())) return;
				await db.write((tx) => deleteActs(tx, upTo));
				await inTurn(async () => {
					// A journal that cannot be shortened only holds more acts than needed: go on with the
					// other journals.
					for (const journal of journals)
						await shorten(journal, upTo).catch((error: unknown) => tell(journal, error));
				});
			},
		},
		async close() {
			await turn;
			await db.close();
		},
	};
}
