import type { World } from '#platform/server';
import { type Actor, type Role, ROLES } from '../../actor.ts';
import { foldEmail } from '../../names.ts';
import { hasEveryWord, isSearchMatch } from '../../search.ts';
import { administeredInstitution } from './administered-person.ts';
import { membersOf } from './membership-store.ts';
import type { Account } from './people-store.ts';

const PER_PAGE = 50;
const order = new Intl.Collator('fr-CA');

/** One account in an administrator's list of the people of their institution. */
export interface ListedAccount {
	readonly id: string;
	readonly displayName: string;
	readonly username: string;
	readonly roles: readonly Role[];
	readonly disabled: boolean;
}

/** The states of accounts by which an administrator may filter the list. */
export const ACCOUNT_STATES = ['open', 'closed'] as const;

/** Which accounts to list; what is left out filters nothing. */
export interface PeopleFilter {
	readonly search?: string | undefined;
	readonly role?: Role | null | undefined;
	readonly state?: (typeof ACCOUNT_STATES)[number] | null | undefined;
	readonly page?: number | undefined;
}

/**
 * Reads every account of an institution that a filter finds, by name. Sorted here and not in SQL, which would
 * put « Émile » after « Zoé ». No authorization check: the caller must do it.
 */
export async function everyoneFound(
	world: Pick<World, 'db'>,
	institution: string,
	{ search = '', role: only = null, state = null }: PeopleFilter,
): Promise<ListedAccount[]> {
	const isFound = ({ displayName, username, email }: Account) =>
		isSearchMatch(search, displayName, username) ||
		hasEveryWord(search, displayName, username) ||
		(email !== null && foldEmail(email) === foldEmail(search));
	const found = new Map<string, Omit<ListedAccount, 'roles'> & { roles: Role[] }>();
	for (const { account, role } of await membersOf(world.db.read, institution)) {
		if (!isFound(account)) continue;
		const { id, displayName, username, disabledAt } = account;
		const one = found.get(id) ?? { id, displayName, username, roles: [], disabled: disabledAt !== null };
		one.roles.push(role);
		found.set(id, one);
	}
	return [...found.values()]
		.filter(({ roles }) => only === null || roles.includes(only))
		.filter(({ disabled }) => state === null || disabled === (state === 'closed'))
		.sort((a, b) => order.compare(a.displayName, b.displayName) || order.compare(a.username, b.username))
		.map((one) => ({ ...one, roles: ROLES.filter((role) => one.roles.includes(role)) }));
}

/**
 * Returns the accounts of the institution that the actor administers, by name, fifty per page. The search
 * finds names and user names by their words in any order, and an e-mail address only whole. A person found by
 * one role is listed with all their roles.
 */
export async function listPeople(
	world: World,
	actor: Actor,
	{ page = 1, ...filter }: PeopleFilter,
): Promise<{ people: ListedAccount[]; page: number; pages: number; total: number }> {
	const people = await everyoneFound(world, administeredInstitution(actor), filter);
	const pages = Math.max(1, Math.ceil(people.length / PER_PAGE));
	const shown = Math.min(Math.max(1, page), pages);
	return {
		people: people.slice((shown - 1) * PER_PAGE, shown * PER_PAGE),
		page: shown,
		pages,
		total: people.length,
	};
}
