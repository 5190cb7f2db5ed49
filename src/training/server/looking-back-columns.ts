import { type LookingBack, readStep } from '../index.ts';

/** What a person says of an activity afterwards, as its columns hold it: steps, and 1 or 0. */
interface Columns {
	readonly before: number | null;
	readonly now: number | null;
	readonly helped: number | null;
}

/** Reads these columns. */
export const readLookingBack = ({ before, now, helped }: Columns): LookingBack => ({
	before: readStep(before),
	now: readStep(now),
	helped: helped === null ? null : helped === 1,
});

/** The value of the column of whether it helped. */
export const helpedColumn = ({ helped }: Pick<LookingBack, 'helped'>): number | null =>
	helped === null ? null : Number(helped);
