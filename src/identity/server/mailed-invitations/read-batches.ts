import { setImmediate } from 'node:timers/promises';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Actor, Role } from '../../actor.ts';
import { must } from '../../can.ts';
import { peopleFrom, type PeopleHandedOver } from '../people-list/people-job.ts';
import type { ListedPerson, PeopleToRead, RowNotRead } from '../people-list/read-people.ts';
import type { RowsToCorrect } from '../people-list/rows-to-correct.ts';
import { mustFindBatch } from './batch-in-hand.ts';
import { countBatches, findBatches, type InvitationBatch } from './batch-store.ts';
import { invitedEnough } from './invite-next-people.ts';
import { peopleOfBatch, rowsToCorrectOfBatch } from './list-of-batch.ts';
import {
	countMailed,
	findMailed,
	heldAlready,
	invitedAlready,
	inviteeKey,
	type MailedInvitation,
	type MailedState,
} from './mailed-invitation-store.ts';

/** How many invitations a page lists. */
export const MAILED_PER_PAGE = 50;
/** How many batches a page lists: each is counted, which takes a tenth of a second for 20,000 invitations. */
export const BATCHES_PER_PAGE = 10;
/** How many people are looked up together, and how many of a draft are shown. */
const [PEOPLE_AT_ONCE, PEOPLE_SHOWN] = [500, 5];

/** What inviting the people of a draft would do. */
export interface DryRun {
	/** How many people would be invited, in all and by role, and the first of them. */
	readonly toInvite: number;
	readonly byRole: Readonly<Partial<Record<Role, number>>>;
	readonly first: readonly ListedPerson[];
	/** How many hold the role already, and how many have an invitation to it open: they are left as they are. */
	readonly held: number;
	readonly invited: number;
	/** How many were sent as many invitations as an institution sends to one address in a day. */
	readonly often: number;
	/** How many rows repeat another. */
	readonly repeated: number;
	/** The first rows that were not understood, and how many there are. */
	readonly notRead: readonly RowNotRead[];
	readonly notReadCount: number;
}

/** An invitation as its administrators see it. */
export type ListedMailed = Pick<
	MailedInvitation,
	'id' | 'batch' | 'email' | 'name' | 'school' | 'role' | 'audience' | 'sentAt' | 'expiresAt' | 'usedAt'
> & { readonly state: MailedState };

/** A page of invitations, with how many there are of each state. */
export interface MailedPage {
	readonly invitations: readonly ListedMailed[];
	readonly counts: Readonly<Record<MailedState, number>>;
	/** How many match the filter. */
	readonly total: number;
	readonly page: number;
	readonly pages: number;
}

/** Which invitations of a page to show. */
export interface MailedPageFilter {
	readonly state?: MailedState | undefined;
	readonly search?: string | undefined;
	readonly page?: number | undefined;
}

const sum = (counts: Readonly<Record<string, number>>) =>
	Object.values(counts).reduce((all, one) => all + one, 0);

/** Tells what inviting the people of a list would do, letting others be served between two looks. */
async function dryRunOf(world: World, institution: string, list: PeopleHandedOver): Promise<DryRun> {
	const now = world.now();
	const first: ListedPerson[] = [];
	const byRole: Partial<Record<Role, number>> = {};
	let [toInvite, held, invited, often] = [0, 0, 0, 0];
	for (let at = 0; at < list.count; at += PEOPLE_AT_ONCE) {
		const some = peopleFrom(list, at, PEOPLE_AT_ONCE);
		const emails = some.map(({ email }) => email);
		const holding = await heldAlready(world.db.read, institution, emails);
		const open = await invitedAlready(world.db.read, institution, emails, now);
		const enough = await invitedEnough(world.db.read, institution, emails, now);
		for (const one of some) {
			if (holding.has(inviteeKey(one))) held += 1;
			else if (open.has(inviteeKey(one))) invited += 1;
			else if (enough.has(one.email)) often += 1;
			else {
				toInvite += 1;
				byRole[one.role] = (byRole[one.role] ?? 0) + 1;
				if (first.length < PEOPLE_SHOWN) first.push(one);
			}
		}
		await setImmediate();
	}
	const { repeated, notRead, notReadCount } = list;
	return { toInvite, byRole, first, held, invited, often, repeated, notRead, notReadCount };
}

async function mailedPage(
	world: World,
	where: { readonly institution: string; readonly batch?: string },
	{ state, search, page = 1 }: MailedPageFilter,
): Promise<MailedPage> {
	const now = world.now();
	const { read } = world.db;
	const counts = await countMailed(read, { ...where, search }, now);
	const total = state ? counts[state] : sum(counts);
	const pages = Math.max(1, Math.ceil(total / MAILED_PER_PAGE));
	const shown = Math.min(Math.max(1, page), pages);
	const found = await findMailed(
		read,
		{ ...where, search, state },
		{ now, from: (shown - 1) * MAILED_PER_PAGE, most: MAILED_PER_PAGE },
	);
	const invitations = found.map(
		({ id, batch, email, name, school, role, audience, sentAt, expiresAt, usedAt, state: became }) => ({
			...{ id, batch, email, name, school, role, audience, sentAt, expiresAt, usedAt, state: became },
		}),
	);
	return { invitations, counts, total, page: shown, pages };
}

/**
 * Reads a batch: a draft with what inviting its people would do; one that was begun, with a page of its
 * invitations. Throws not-found (404) unless the actor administers the institution.
 */
export async function readBatch(
	world: World,
	actor: Actor,
	{
		institution,
		batch: id,
		...filter
	}: MailedPageFilter & { readonly institution: string; readonly batch: string },
): Promise<{
	readonly batch: InvitationBatch;
	readonly dryRun: DryRun | null;
	readonly mailed: MailedPage | null;
}> {
	must(actor, 'administer', { kind: 'institution', institution });
	const batch = await mustFindBatch(world.db.read, id, institution);
	if (batch.begunAt)
		return { batch, dryRun: null, mailed: await mailedPage(world, { institution, batch: id }, filter) };
	const list = await peopleOfBatch(world, batch);
	return { batch, dryRun: list ? await dryRunOf(world, institution, list) : null, mailed: null };
}

/**
 * Writes the rows of a draft that were not understood as a table (CSV) of the same columns with why, in these
 * words. Throws not-found (404) unless the actor administers the institution, and once inviting has begun.
 */
export async function rowsToCorrect(
	world: World,
	actor: Actor,
	{
		institution,
		batch: id,
		...words
	}: Omit<RowsToCorrect, keyof PeopleToRead> & { readonly institution: string; readonly batch: string },
): Promise<string> {
	must(actor, 'administer', { kind: 'institution', institution });
	const batch = await mustFindBatch(world.db.read, id, institution);
	const text = batch.begunAt ? undefined : await rowsToCorrectOfBatch(world, batch, words);
	if (text === undefined) throw notFound();
	return text;
}

/**
 * Lists the batches of an institution, the latest first, each with how many invitations it holds of each state.
 * Throws not-found (404) unless the actor administers it.
 */
export async function listBatches(
	world: World,
	actor: Actor,
	{ institution, page = 1 }: { readonly institution: string; readonly page?: number },
): Promise<{
	readonly batches: readonly (InvitationBatch & { readonly counts: MailedPage['counts'] })[];
	readonly page: number;
	readonly pages: number;
}> {
	must(actor, 'administer', { kind: 'institution', institution });
	const { read } = world.db;
	const pages = Math.max(1, Math.ceil((await countBatches(read, institution)) / BATCHES_PER_PAGE));
	const shown = Math.min(Math.max(1, page), pages);
	const from = (shown - 1) * BATCHES_PER_PAGE;
	const batches = [];
	for (const batch of await findBatches(read, institution, { from, most: BATCHES_PER_PAGE })) {
		batches.push({
			...batch,
			counts: await countMailed(read, { institution, batch: batch.id }, world.now()),
		});
		// Others are served between two counts.
		await setImmediate();
	}
	return { batches, page: shown, pages };
}

/**
 * Finds, in all batches of an institution, the invitations whose address, name or school holds these words.
 * Throws not-found (404) unless the actor administers it.
 */
export async function findMailedInvitations(
	world: World,
	actor: Actor,
	{ institution, ...filter }: MailedPageFilter & { readonly institution: string },
): Promise<MailedPage> {
	must(actor, 'administer', { kind: 'institution', institution });
	return mailedPage(world, { institution }, filter);
}
