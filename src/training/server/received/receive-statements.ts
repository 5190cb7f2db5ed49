import { createHash, randomUUID } from 'node:crypto';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { institutionById, learnersByVerifiedEmail, membershipsOf, tokenHash } from '#identity/server';
import { foldEmail } from '#identity';
import { civilDate, isStorable, Refusal } from '#platform';
import { sharedLimit, type World } from '#platform/server';
import {
	type CatalogueEntry,
	readLink,
	readStatement,
	type SentStatement,
	TRAINING_LIMITS,
} from '../../index.ts';
import { entriesAt } from '../catalogue/entry-store.ts';
import { logReceived, type ReceivedTraining, receiving, type Receiving } from './log-received.ts';
import { findSource, storeSourceHeard, type TrainingSource } from './source-store.ts';
import { digestsOf, insertStatements, type ReceivedStatement } from './statement-store.ts';

/** Most bytes of statements in one request, and most statements. */
export const LARGEST_STATEMENTS = 512_000;
const MOST_STATEMENTS = 500;

/** How often a service may send, and how often an address may try a key that is none. */
const rateLimitSource = sharedLimit({ name: 'xapi-source', burst: 600, perSecond: 10, remembered: 10_000 });
const rateLimitKeys = sharedLimit({ name: 'xapi-key', burst: 30, perSecond: 1 / 60, remembered: 10_000 });

/** Who sends statements: what the request says of its key, and its network address, which is never stored. */
export interface StatementSender {
	readonly authorization: string | null;
	readonly address: string;
}

const credentials = (authorization: string | null): { user: string; password: string } | undefined => {
	const [, encoded = ''] = /^Basic ([A-Za-z0-9+/]{1,400}={0,2})$/i.exec(authorization ?? '') ?? [];
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const at = text.indexOf(':');
	return at < 1 || !isStorable(text) ? undefined : { user: text.slice(0, at), password: text.slice(at + 1) };
};

function mustBeAllowed({ allowed, wait }: { readonly allowed: boolean; readonly wait: number }): void {
	if (!allowed)
		throw new Refusal('training.xapi-many', { status: 429, params: { seconds: Math.max(1, wait) } });
}

/**
 * The service whose key a request has. Throws `training.xapi-key` (401) without a key that works,
 * `training.xapi-closed` (403) when its institution is closed, `training.xapi-many` (429) for too many requests.
 */
export async function sourceOfRequest(
	world: World,
	{ authorization, address }: StatementSender,
): Promise<TrainingSource> {
	const given = credentials(authorization);
	const source = given && (await findSource(world.db.read, given.user));
	if (!given || !source || source.revokedAt !== null || source.keyHash !== tokenHash(given.password)) {
		mustBeAllowed(await rateLimitKeys(world, address));
		throw new Refusal('training.xapi-key', { status: 401 });
	}
	if ((await institutionById(world, source.institution)).closedAt !== null)
		throw new Refusal('training.xapi-closed', { status: 403 });
	mustBeAllowed(await rateLimitSource(world, source.id));
	return source;
}

const canonical = (value: unknown): unknown =>
	Array.isArray(value)
		? value.map(canonical)
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value)
						.toSorted(([one], [other]) => (one < other ? -1 : 1))
						.map(([name, inner]) => [name, canonical(inner)]),
				)
			: value;

/** What two statements of the same id are compared by: all but what a store of statements adds. */
const digestOf = ({ stored: _, authority: __, version: ___, ...rest }: Record<string, unknown>): string =>
	createHash('sha256')
		.update(JSON.stringify(canonical({ ...rest, id: String(rest['id'] ?? '').toLowerCase() })))
		.digest('hex');

/** A statement with the id that it has here, and its digest. */
interface Numbered extends SentStatement {
	readonly id: string;
	readonly digest: string;
}

/** Reads the statements of a request. Throws `training.xapi-unreadable` (400), naming the property at fault. */
function readStatements(sent: unknown): readonly Numbered[] {
	const all: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
	const refuse = (at: string) => new Refusal('training.xapi-unreadable', { status: 400, params: { at } });
	if (all.length > MOST_STATEMENTS)
		throw new Refusal('training.xapi-large', { status: 413, params: { most: MOST_STATEMENTS } });
	const read = all.map((one) => {
		const statement = readStatement(one);
		if ('isDone' in statement) {
			const digest = digestOf(one as Record<string, unknown>);
			return { ...statement, id: statement.id ?? randomUUID(), digest };
		}
		throw refuse(statement.at);
	});
	if (new Set(read.map(({ id }) => id)).size < read.length) throw refuse('id');
	return read;
}

/** The activity that a statement says was done: what the catalogue knows of it comes before what it says. */
function activityOf(
	{ title, object, link, minutes, at }: Numbered,
	{
		source,
		entry,
		today,
		dayOf,
	}: {
		readonly source: TrainingSource;
		readonly entry: CatalogueEntry | undefined;
		readonly today: string;
		readonly dayOf: (at: Date) => string;
	},
): Omit<ReceivedTraining, 'row'> {
	const day = at ? dayOf(at) : today;
	const known = framework(CURRENT_VERSION).dimensions.map(({ slug }) => slug);
	const dimensions = (entry?.dimensions ?? source.dimensions).filter((slug) => known.includes(slug));
	const web = entry?.address ?? (link === null ? null : readLink(object));
	return {
		title: entry?.title ?? title,
		date: day > today ? today : day < TRAINING_LIMITS.firstDate ? TRAINING_LIMITS.firstDate : day,
		minutes: Math.min(minutes || entry?.minutes || source.minutes, TRAINING_LIMITS.minutes),
		dimensions: dimensions.length > 0 ? dimensions : source.dimensions,
		link: web === null ? null : typeof web === 'string' ? (entry?.address ?? null) : web.address,
		suggestion: entry?.id ?? null,
	};
}

/**
 * Receives statements of xAPI from a service, once for each id: who completed or passed an activity has it in
 * their log if they are known by their verified address as a learner of the institution; otherwise it is held.
 * Returns the ids, in the order of the statements. Throws `training.xapi-unreadable` (400),
 * `training.xapi-conflict` (409) for a known id that says something else, `training.xapi-key` (401) when the key
 * was revoked meanwhile; nothing is then stored.
 */
export async function receiveStatements(
	world: World,
	source: TrainingSource,
	sent: unknown,
): Promise<readonly string[]> {
	const statements = readStatements(sent);
	const done = statements.filter(({ isDone }) => isDone);
	const { institution } = source;
	const { timeZone } = await institutionById(world, institution);
	const today = civilDate(world.now(), timeZone);
	const entries = await entriesAt(world.db.read, institution, [...new Set(done.map((one) => one.object))]);
	const people = await learnersByVerifiedEmail(world.db.read, institution, [
		...new Set(done.map(({ email }) => foldEmail(email)).filter((email) => email !== '')),
	]);
	const receivers = new Map<string, Receiving>();
	for (const person of new Set(people.values())) {
		const role = (await membershipsOf(world, person)).find(
			(one) => one.role === 'learner' && one.institution === institution,
		);
		if (role) receivers.set(person, await receiving(world, person, role));
	}
	await world.db.write(async (tx) => {
		if (!(await storeSourceHeard(tx, source.id, world.now())))
			throw new Refusal('training.xapi-key', { status: 401 });
		const stored = await digestsOf(
			tx,
			source.id,
			statements.map(({ id }) => id),
		);
		if (statements.some(({ id, digest }) => stored.has(id) && stored.get(id) !== digest))
			throw new Refusal('training.xapi-conflict', { status: 409 });
		const rows: ReceivedStatement[] = [];
		const byPerson = new Map<string, ReceivedTraining[]>();
		for (const one of statements.filter(({ id }) => !stored.has(id))) {
			const row = world.newId();
			const dayOf = (at: Date) => civilDate(at, timeZone);
			const { suggestion, ...activity } = activityOf(one, {
				...{ source, today, dayOf, entry: entries.get(one.object) },
			});
			const found = one.isDone ? people.get(foldEmail(one.email)) : undefined;
			const person = found !== undefined && receivers.has(found) ? found : null;
			if (person !== null)
				byPerson.set(person, [...(byPerson.get(person) ?? []), { ...activity, row, suggestion }]);
			const state = !one.isDone ? 'left' : person === null ? 'held' : 'logged';
			rows.push({
				...{ ...activity, id: row, source: source.id, statement: one.id, digest: one.digest, state },
				...{ person, who: one.who, receivedAt: world.now() },
			});
		}
		const known = new Set<string>();
		for (const [person, all] of byPerson)
			for (const row of await logReceived(tx, world, receivers.get(person)!, { from: source.name, all }))
				known.add(row);
		await insertStatements(
			tx,
			rows.map((row) => (known.has(row.id) ? { ...row, state: 'known' as const } : row)),
		);
	});
	return statements.map(({ id }) => id);
}
