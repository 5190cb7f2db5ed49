import { type Cookies, redirect } from '@sveltejs/kit';

const COOKIE = '__Host-done';
/** Time enough for the redirect to a page, and for loading that page again once. */
const LIFE = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 60 } as const;
const MOST_TIMES = 2;

interface DoneEvent {
	readonly url: URL;
	readonly cookies: Pick<Cookies, 'get' | 'set' | 'delete'>;
	readonly locals: Pick<App.Locals, 'drafts'>;
}

/** Nobody's pseudonym: for a page shown to somebody whose account has just been deleted. */
const NOBODY = '-';

/** An address without its fragment, in one form: a script asks for `?joined` as `?joined=`. */
const addressOf = ({ pathname, searchParams }: URL) => `${pathname}?${searchParams}`;

const write = ({ cookies }: Pick<DoneEvent, 'cookies'>, times: number, holder: string, address: string) =>
	cookies.set(COOKIE, [times, holder, address].join(' '), LIFE);

/**
 * Redirects to the page that says what a form has just done (`/training?done=erased`). Also sets a cookie as
 * a proof, which `consumeDoneCookie` reads on that page. The address alone proves nothing: anybody can write it in a
 * link, but no other site can set this cookie. Pass `signedOut` when the act ended the session.
 */
export function redirectDone(event: DoneEvent, to: string, { signedOut = false } = {}): never {
	const address = addressOf(new URL(to, event.url));
	write(event, MOST_TIMES, signedOut ? NOBODY : (event.locals.drafts.holder ?? NOBODY), address);
	redirect(303, to);
}

/**
 * True if the person who asks for this page has just done, in this browser, what the page's address says.
 * Each call that returns true uses up one of the two loads that `redirectDone` allows, then deletes its
 * cookie.
 */
export function consumeDoneCookie(event: DoneEvent): boolean {
	const { url, cookies, locals } = event;
	const [times, holder = '', address = ''] = (cookies.get(COOKIE) ?? '').split(' ');
	if (address !== addressOf(url) || holder !== (locals.drafts.holder ?? NOBODY)) return false;
	if (Number(times) > 1) write(event, Number(times) - 1, holder, address);
	else cookies.delete(COOKIE, LIFE);
	return true;
}
