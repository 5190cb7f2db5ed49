import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What an act is about: ids, numbers and states, never anything that names a person. */
export type About = Readonly<Record<string, string | number | boolean | null>>;

/** Something that must hold even after an older copy of the database is put back; stored in the unit that does it. */
export interface Act {
	/** Grows with each act of one database. */
	readonly n: number;
	readonly id: string;
	readonly at: Date;
	/** `badge-revoked`, `person-erased`… */
	readonly what: string;
	readonly about: About;
}

/** The first line of a journal: whose it is, and up to which act it was shortened. */
export interface JournalHead {
	/** The id of the database whose acts these are. */
	readonly service: string;
	/** Acts up to this number were removed: every backup that is kept holds them. */
	readonly droppedTo: number;
}

/** A journal as it was read. */
export interface JournalText {
	/** Undefined when its first line is missing or damaged. */
	readonly head: JournalHead | undefined;
	readonly acts: readonly Act[];
	/** Numbers of the lines that are not what was written, counted from 1. */
	readonly damaged: readonly number[];
	/** How many bytes come before an unfinished last line; undefined when there is none. */
	readonly tornAt: number | undefined;
}

const sumOf = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16);
const line = (value: unknown): string => {
	const json = JSON.stringify(value);
	return `${sumOf(json)} ${json}\n`;
};

/** The first line of a journal. */
export const headLine = ({ service, droppedTo }: JournalHead): string =>
	line({ journal: 1, service, droppedTo });

/** One act as a line: the start of its SHA-256, a space, JSON. */
export const actLine = ({ n, id, at, what, about }: Act): string =>
	line({ n, id, at: at.toISOString(), what, about });

const headShape = z.strictObject({ journal: z.literal(1), service: z.string(), droppedTo: z.number().int() });
const actShape = z.strictObject({
	n: z.number().int(),
	id: z.string(),
	at: z.iso.datetime().transform((text) => new Date(text)),
	what: z.string(),
	about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

function valueOf(text: string): unknown {
	const json = text.slice(17);
	if (text[16] !== ' ' || sumOf(json) !== text.slice(0, 16)) return undefined;
	try {
		return JSON.parse(json);
	} catch {
		// The sum is no secret: a line written by hand may bear the right one.
		return undefined;
	}
}

/** Reads a journal's text. A last line without its end is what a crash leaves; any other fault is damage. */
export function readJournal(bytes: Buffer): JournalText {
	const end = bytes.lastIndexOf(0x0a) + 1;
	const tornAt = end < bytes.length ? end : undefined;
	const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
	const damaged: number[] = [];
	const acts: Act[] = [];
	let head: JournalHead | undefined;
	for (const [at, text] of lines.entries()) {
		const value = valueOf(text);
		const found = at === 0 ? headShape.safeParse(value) : actShape.safeParse(value);
		if (!found.success) damaged.push(at + 1);
		else if ('journal' in found.data) head = { service: found.data.service, droppedTo: found.data.droppedTo };
		else acts.push(found.data);
	}
	return { head, acts, damaged, tornAt };
}
