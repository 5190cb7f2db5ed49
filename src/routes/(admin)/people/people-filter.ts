import { ROLES } from '#identity';
import { ACCOUNT_STATES } from '#identity/server';

/** The longest search that is compared, in characters: the longest e-mail address. */
const LONGEST_SEARCH = 254;

/** Reads which accounts the address of the list of people asks for. */
export const peopleFilterOf = (url: URL) => ({
	search: (url.searchParams.get('q') ?? '').slice(0, LONGEST_SEARCH),
	role: ROLES.find((one) => one === url.searchParams.get('role')) ?? null,
	state: ACCOUNT_STATES.find((one) => one === url.searchParams.get('state')) ?? null,
});
