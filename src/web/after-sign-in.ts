import type { World } from '#platform/server';

type Keeper = Pick<World, 'seal' | 'now'>;

const BOUND_TO = 'name typed at sign-in';
/** How long the name is given back (milliseconds): the time to come round. */
const MOMENT = 600_000;

/** The name that was typed, sealed: an address is kept in logs and in the history of a browser that others use. */
const sealed = ({ seal, now }: Keeper, name: string): string =>
	seal.available() ? seal.seal(Buffer.from(`${now().getTime() + MOMENT} ${name}`), BOUND_TO) : '';

/**
 * Where a sign-in leads. A browser that sent a cookie keeps cookies; one that sent none goes round by the sign-in page,
 * which sees whether the session came back, and says so where the browser refused it, with the name that was typed.
 */
export const afterSignIn = (world: Keeper, request: Request, name: string, next: string): string =>
	request.headers.has('cookie')
		? next
		: `/sign-in?signed=${sealed(world, name)}&next=${encodeURIComponent(next)}`;

/** The name typed a moment ago, as `afterSignIn` sealed it; empty for anything else. */
export function nameTyped({ seal, now }: Keeper, signed: string | null): string {
	try {
		const told = Buffer.from(seal.open(signed ?? '', BOUND_TO)).toString();
		const space = told.indexOf(' ');
		return Number(told.slice(0, space)) > now().getTime() ? told.slice(space + 1) : '';
	} catch {
		// Shortened, made up, or sealed with another key.
		return '';
	}
}
