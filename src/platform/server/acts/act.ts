import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Facts of an act: ids, numbers and states, never anything that identifies a person. */
export type ActFacts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An action that must hold even after an older backup is restored; stored in the write unit that performs it.
 */
export interface JournalledAct {
	/** Number of the act in its database; increases with each act. */
	readonly n: number;
	readonly id: string;
	readonly at: Date;
	/** What was done, such as `badge-revoked` or `person-erased`. */
	readonly what: string;
	readonly about: ActFacts;
}

/** The first line of a journal: the database whose acts it contains, and the last act dropped from it. */
export interface JournalHead {
	/** The id of the database whose acts the journal contains. */
	readonly service: string;
	/** Acts up to this number were removed, since every remaining backup contains them. */
	readonly droppedTo: number;
}

/** The parsed contents of a journal. */
export interface ParsedJournal {
	/** Undefined when the first line is missing or damaged. */
	readonly head: JournalHead | undefined;
	readonly acts: readonly JournalledAct[];
	/** Numbers of the lines whose checksum or form is wrong, from 1. */
	readonly damaged: readonly number[];
	/** Offset (bytes) of an unfinished last line; undefined when there is none. */
	readonly tornAt: number | undefined;
}

const sumOf = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16);
const line = (value: unknown): string => {
	const json = JSON.stringify(value);
	return `${sumOf(json)} ${json}\n`;
};

/** Writes the first line of a journal, with a checksum like that of each act (see `actLine`). */
export const headLine = ({ service, droppedTo }: JournalHead): string =>
	line({ journal: 1, service, droppedTo });

/**
 * Writes an act as one line of a journal: the first 16 hexadecimal digits of the JSON's SHA-256, a space, the
 * JSON.
 */
export const actLine = ({ n, id, at, what, about }: JournalledAct): string =>
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
		// Anybody can compute the checksum, so a line with the right one may still be malformed.
		return undefined;
	}
}

/**
 * Parses the bytes of a journal. Reports an unfinished last line, which a crash leaves, in `tornAt`, and
 * lines with any other fault in `damaged`.
 */
export function readJournal(bytes: Buffer): ParsedJournal {
	const end = bytes.lastIndexOf(0x0a) + 1;
	const tornAt = end < bytes.length ? end : undefined;
	const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
	const damaged: number[] = [];
	const acts: JournalledAct[] = [];
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
