import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { type ActFamily, ADMINISTRATIVE_ACTS } from '../../administrative-act.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import { accountsByIds } from '../accounts/people-store.ts';
import { countActs, findActs, peopleOfInstitution, type StoredAct } from './act-store.ts';

/** How many acts a page of the journal lists. */
const PER_PAGE = 50;

/** Somebody whom the journal names; `here` is false once they hold no role in the institution. */
export interface NamedPerson {
	readonly id: string;
	readonly name: string;
	readonly here: boolean;
}

/** A line of the journal of administrators, as they read it. */
export interface JournalLine extends Pick<StoredAct, 'id' | 'what' | 'thing' | 'at'> {
	/** Who did it; null once they have no account any more. */
	readonly by: NamedPerson | null;
	/** Whom it is about; null once they have no account any more, and for an act about nobody. */
	readonly about: NamedPerson | null;
	/** The name of the invitation, list or RÉCIT service that it is about; null without one. */
	readonly called: string | null;
}

/** A page of the journal of an institution's administrators. */
export interface AdministrativeJournal {
	readonly lines: readonly JournalLine[];
	readonly page: number;
	readonly pages: number;
	readonly total: number;
	/** The person whose acts, and acts about whom, are asked; null when all are, or when nothing is known of them. */
	readonly only: NamedPerson | null;
}

/**
 * Returns a page of what administrators did in the institution that the actor administers, newest first, fifty
 * to a page: all of it, or one family of acts, or what one person did and what was done about them. Throws
 * not-found (404) for whoever administers no institution where they act.
 */
export async function readAdministrativeJournal(
	world: World,
	actor: Actor,
	{
		family,
		person,
		page = 1,
	}: { family?: ActFamily | undefined; person?: string | undefined; page?: number },
): Promise<AdministrativeJournal> {
	const institution = administeredInstitution(actor);
	const q = world.db.read;
	const asked = { institution, person, kinds: family && ADMINISTRATIVE_ACTS[family] };
	const total = await countActs(q, asked);
	const pages = Math.max(1, Math.ceil(total / PER_PAGE));
	const shown = Math.min(Math.max(1, page), pages);
	const acts = await findActs(q, asked, { from: (shown - 1) * PER_PAGE, most: PER_PAGE });
	const ids = [...new Set([...acts.flatMap((one) => [one.actor, one.person]), person ?? null])].filter(
		(id) => id !== null,
	);
	const here = await peopleOfInstitution(q, institution, ids);
	// Nothing is told of somebody whom only another institution knows.
	const known = ids.filter((id) => id !== person || here.has(id) || total > 0);
	const accounts = await accountsByIds(q, known);
	const named = new Map<string | null | undefined, NamedPerson>(
		accounts.map(({ id, displayName }) => [id, { id, name: displayName, here: here.has(id) }]),
	);
	return {
		lines: acts.map(({ id, what, thing, at, called, ...one }) => ({
			...{ id, what, thing, at, called },
			by: named.get(one.actor) ?? null,
			about: named.get(one.person) ?? null,
		})),
		...{ page: shown, pages, total },
		only: named.get(person) ?? null,
	};
}
