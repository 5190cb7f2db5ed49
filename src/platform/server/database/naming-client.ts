import { createHash } from 'node:crypto';
import pg from 'pg';
import { MOST_STATEMENTS } from './kept-statements.ts';

/** One statement, as PostgreSQL can prepare it: what begins a transaction or takes a lock is asked as it is. */
const PREPARABLE = /^(select|insert|update|delete|with)\b/i;

/** The name of a text; PostgreSQL takes 63 bytes. */
const nameOf = (text: string) => `m${createHash('sha256').update(text).digest('base64url')}`;

/**
 * A connection to PostgreSQL that prepares each text once, under a name made of it. A name stays as long as its connection,
 * so only the first `MOST_STATEMENTS` texts get one; the others are asked as before.
 */
export class NamingClient extends pg.Client {
	private readonly names = new Map<string, string>();

	private nameFor(text: string): string | undefined {
		const known = this.names.get(text);
		if (known !== undefined || this.names.size >= MOST_STATEMENTS || !PREPARABLE.test(text)) return known;
		const name = nameOf(text);
		this.names.set(text, name);
		return name;
	}

	/** Drizzle asks with an object and its values; any other form is left as it is. */
	override query = ((asked: unknown, ...rest: unknown[]) => {
		const ask = super.query.bind(this) as (...given: unknown[]) => unknown;
		if (typeof asked !== 'object' || asked === null || !('text' in asked) || 'submit' in asked)
			return ask(asked, ...rest);
		const { name, ...query } = asked as { name?: string; text: string };
		return ask({ ...query, name: name ?? this.nameFor(query.text) }, ...rest);
	}) as pg.Client['query'];
}
