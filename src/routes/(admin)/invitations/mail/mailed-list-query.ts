import { MAILED_STATES, type MailedState } from '#identity/server';

/** The longest search that is compared, in characters: the longest e-mail address. */
const LONGEST_SEARCH = 254;

/** Which invitations the address of a page asks for. */
export interface MailedListAsked {
	readonly search: string;
	readonly state: MailedState | undefined;
	readonly page: number;
}

/** Reads which invitations the address of a page asks for. */
export const mailedListAsked = ({ searchParams }: URL): MailedListAsked => ({
	search: (searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH),
	state: MAILED_STATES.find((one) => one === searchParams.get('state')),
	page: Number(searchParams.get('page')) || 1,
});
