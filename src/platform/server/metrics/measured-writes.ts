import type { Database } from '../database/database.ts';

/** What is seen of the write units of a database: how many wait, how long each waited and then took. */
export interface WriteMeasures {
	/** A unit began after waiting so many seconds for the units before it. */
	began(waitSeconds: number): void;
	/** A unit that had begun ended, stored or not, after so many seconds. */
	ended(seconds: number): void;
}

/** Wraps a database so that its write units are measured; `waiting` returns how many have not begun. */
export function withMeasuredWrites(
	db: Database,
	measures: WriteMeasures,
): { readonly db: Database; readonly waiting: () => number } {
	let waiting = 0;
	return {
		waiting: () => waiting,
		db: {
			...db,
			async write(work, scope) {
				const asked = performance.now();
				let began: number | undefined;
				waiting += 1;
				try {
					return await db.write((tx) => {
						waiting -= 1;
						began = performance.now();
						measures.began((began - asked) / 1000);
						return work(tx);
					}, scope);
				} finally {
					if (began === undefined) waiting -= 1;
					else measures.ended((performance.now() - began) / 1000);
				}
			},
		},
	};
}
