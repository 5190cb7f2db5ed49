import { createHash } from 'node:crypto';
import pg from 'pg';
import { MOST_STATEMENTS } from '../statement-cache.ts';

/** Statements that PostgreSQL can prepare; others, such as BEGIN or LOCK, are sent unprepared. */
const PREPARABLE = /^(select|insert|update|delete|with)\b/i;

/** Statement name for a SQL text; PostgreSQL limits names to 63 bytes. */
const nameOf = (text: string) => `m${createHash('sha256').update(text).digest('base64url')}`;

/**
 * A PostgreSQL client that prepares each SQL text once, under a name derived from it. A prepared statement
 * lives as long as its connection, so only the first `MOST_STATEMENTS` texts are prepared; later ones are
 * sent unprepared.
 */
export class PreparedStatementClient extends pg.Client {
	private readonly names = new Map<string, string>();
	/** The last query of those that were asked for without a callback. */
	private last: Promise<unknown> = Promise.resolve();

	constructor(...given: ConstructorParameters<typeof pg.Client>) {
		super(...given);
		// Without a listener, a connection that is lost while a unit uses it would end the process; the unit
		// itself learns it from its next query.
		this.on('error', () => undefined);
	}

	private nameFor(text: string): string | undefined {
		const known = this.names.get(text);
		if (known !== undefined || this.names.size >= MOST_STATEMENTS || !PREPARABLE.test(text)) return known;
		const name = nameOf(text);
		this.names.set(text, name);
		return name;
	}

	/**
	 * Runs a statement under the name derived from its text, if it is passed as an object, as Drizzle does.
	 * Those asked for without a callback run one after another: the driver will not queue them for ever (pg 9).
	 */
	override query = ((asked: unknown, ...rest: unknown[]) => {
		const ask = super.query.bind(this) as (...given: unknown[]) => unknown;
		if (typeof asked === 'object' && asked !== null && 'submit' in asked) return ask(asked, ...rest);
		const named =
			typeof asked === 'object' && asked !== null && 'text' in asked
				? { ...asked, name: this.nameFor(String(asked.text)) }
				: asked;
		if (typeof rest.at(-1) === 'function') return ask(named, ...rest);
		const mine = this.last.then(() => ask(named, ...rest));
		this.last = mine.catch(() => undefined);
		return mine;
	}) as pg.Client['query'];
}
