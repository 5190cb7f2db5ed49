import { type Actor, foldEmail, foldUsername } from '#identity';
import {
	administeredInstitution,
	learnerNamed,
	membershipsOf,
	writeOnceAsAdministrator,
} from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { logReceived, receiving } from './log-received.ts';
import { findSource, type TrainingSource } from './source-store.ts';
import {
	deleteLeftBefore,
	findStatement,
	forgetHeldBefore,
	heldAlike,
	heldStatements,
	type ReceivedStatement,
	settleStatements,
} from './statement-store.ts';
import { administeredSource } from './sources.ts';

const PER_PAGE = 20;
/** Most statements that are settled at once. */
const MOST_AT_ONCE = 500;
const DAY = 86_400_000;
/** How long a statement is held, and how long one that says nothing that is logged is known, in days. */
const HELD_DAYS = 180;
const LEFT_DAYS = 30;

/** A page of what a service sent and that is held. */
export interface HeldPage {
	readonly held: readonly Pick<ReceivedStatement, 'id' | 'who' | 'title' | 'date' | 'minutes'>[];
	/** Page number, from 1. */
	readonly page: number;
	readonly pages: number;
}

/** Reads a page of 20 of what a service sent to the actor's institution and that is held. */
export async function heldPage(
	world: World,
	actor: Actor,
	{ source, page }: { readonly source: string; readonly page: number },
): Promise<HeldPage> {
	const { counts } = await administeredSource(world, actor, source);
	const pages = Math.max(1, Math.ceil((counts.held ?? 0) / PER_PAGE));
	if (page < 1 || page > pages) throw notFound();
	const found = await heldStatements(world.db.read, source, {
		...{ limit: PER_PAGE, offset: (page - 1) * PER_PAGE },
	});
	const held = found.map(({ id, who, title, date, minutes }) => ({ id, who, title, date, minutes }));
	return { held, page, pages };
}

/** A statement that is held and its source, if they are of this institution. Throws not-found (404). */
async function mustBeHeld(
	q: Queries,
	institution: string,
	id: string,
): Promise<{ readonly statement: ReceivedStatement; readonly source: TrainingSource }> {
	const statement = await findStatement(q, id);
	const source = statement && (await findSource(q, statement.source));
	if (statement?.state !== 'held' || source?.institution !== institution) throw notFound();
	return { statement, source };
}

/**
 * Attaches what is held to a learner of the institution, named by user name or verified address: this statement
 * and those of the same service that call their person alike. Returns how many. Throws
 * `training.received-nobody` for a name that leads to no learner there. Idempotent for a form's key.
 */
export async function attachHeld(
	world: World,
	actor: Actor,
	{ id, person: named, key }: { readonly id: string; readonly person: string; readonly key: string },
): Promise<number> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: `training.attach-held:${id}`, key, sent: { person: named } };
	const by = named.includes('@') ? { email: foldEmail(named) } : { username: foldUsername(named) };
	const person = await learnerNamed(world.db.read, institution, by);
	const role = person
		? (await membershipsOf(world, person)).find(
				(one) => one.role === 'learner' && one.institution === institution,
			)
		: undefined;
	const receiver = person && role && (await receiving(world, person, role));
	return writeOnceAsAdministrator(world, actor, form, async (tx) => {
		const { statement, source } = await mustBeHeld(tx, institution, id);
		if (!receiver) throw new Refusal('training.received-nobody', { field: 'person' });
		const found = await heldAlike(tx, statement, MOST_AT_ONCE);
		const all = found.map(({ title, date, minutes, dimensions, link, id: row }) => ({
			...{ title, date, minutes, dimensions, link, row, suggestion: null },
		}));
		const known = await logReceived(tx, world, receiver, { from: source.name, all });
		const { person: whose } = receiver;
		await settleStatements(tx, [...known], { state: 'known', person: whose });
		const logged = all.filter(({ row }) => !known.has(row)).map(({ row }) => row);
		await settleStatements(tx, logged, { state: 'logged', person: whose });
		return { answer: all.length, did: { what: 'received-attached', thing: source.id } };
	});
}

/** Discards a statement that is held, and forgets what it says. Idempotent for a form's key. */
export async function discardHeld(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<boolean> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: `training.discard-held:${id}`, key, sent: {} };
	return writeOnceAsAdministrator(world, actor, form, async (tx) => {
		const { source } = await mustBeHeld(tx, institution, id);
		await settleStatements(tx, [id], { state: 'discarded', person: null });
		return { answer: true, did: { what: 'received-discarded', thing: source.id } };
	});
}

/**
 * Forgets what statements say that have been held for 180 days, and deletes those that say nothing that is
 * logged after 30. Called every hour.
 */
export const forgetOldStatements = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write(async (tx) => {
		const before = (days: number) => new Date(world.now().getTime() - days * DAY);
		await forgetHeldBefore(tx, before(HELD_DAYS));
		await deleteLeftBefore(tx, before(LEFT_DAYS));
	});
