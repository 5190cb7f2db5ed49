import type { World } from '#platform/server';
import { type Actor, type Role, ROLES } from '../../actor.ts';
import { isFound } from '../../search.ts';
import { administeredInstitution } from './administered-person.ts';
import { membersOf } from './membership-store.ts';

const PER_PAGE = 50;
const order = new Intl.Collator('fr-CA');

/** One line of the list of accounts. */
export interface ListedPerson {
	readonly id: string;
	readonly displayName: string;
	readonly username: string;
	readonly roles: readonly Role[];
	readonly disabled: boolean;
}

/**
 * The accounts of the institution the actor administers, by name, fifty a page; the search looks at names and user
 * names as `isFound` does (a sort in SQL would put « Émile » after « Zoé »).
 */
export async function listPeople(
	world: World,
	actor: Actor,
	{ search = '', page = 1 }: { search?: string; page?: number },
): Promise<{ people: ListedPerson[]; page: number; pages: number; total: number }> {
	const found = new Map<string, Omit<ListedPerson, 'roles'> & { roles: Role[] }>();
	for (const { account, role } of await membersOf(world.db.read, administeredInstitution(actor))) {
		const { id, displayName, username, disabledAt } = account;
		const one = found.get(id) ?? { id, displayName, username, roles: [], disabled: disabledAt !== null };
		one.roles.push(role);
		found.set(id, one);
	}
	const people = [...found.values()]
		.filter((one) => isFound(search, one.displayName, one.username))
		.sort((a, b) => order.compare(a.displayName, b.displayName) || order.compare(a.username, b.username))
		.map((one) => ({ ...one, roles: ROLES.filter((role) => one.roles.includes(role)) }));
	const pages = Math.max(1, Math.ceil(people.length / PER_PAGE));
	const shown = Math.min(Math.max(1, page), pages);
	return {
		people: people.slice((shown - 1) * PER_PAGE, shown * PER_PAGE),
		page: shown,
		pages,
		total: people.length,
	};
}
