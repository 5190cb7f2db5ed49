import { MAILED_STATES, type MailedState } from '#identity/server';
import { requestedPageNumber } from '#web/requested-page.ts';

/** The longest search that is compared, in characters: the longest e-mail address. */
const LONGEST_SEARCH = 254;

/** Which invitations the address of a page asks for. */
export interface MailedListAsked {
	readonly search: string;
	readonly state: MailedState | undefined;
	readonly page: number;
}

/** Reads which invitations the address of a page asks for. Throws the common 404 for a page that is no number. */
export const mailedListAsked = (url: URL): MailedListAsked => ({
	search: (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH),
	state: MAILED_STATES.find((one) => one === url.searchParams.get('state')),
	page: requestedPageNumber(url),
});
