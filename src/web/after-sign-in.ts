import type { World } from '#platform/server';

type Keeper = Pick<World, 'seal' | 'now'>;

const BOUND_TO = 'name typed at sign-in';
/**
 * For how many milliseconds a name typed at sign-in can be read back: time for one redirect to the sign-in
 * page.
 */
const MOMENT = 600_000;

/**
 * Encrypts the name that a person typed at sign-in before it is put in an address, because addresses end up
 * in logs and in the history of shared browsers. Empty without a sealing key.
 */
const sealed = ({ seal, now }: Keeper, name: string): string =>
	seal.available() ? seal.seal(Buffer.from(`${now().getTime() + MOMENT} ${name}`), BOUND_TO) : '';

/**
 * The address to redirect to after a sign-in. A request with a cookie proves that the browser keeps cookies,
 * and goes to `next`. A request without one goes through the sign-in page, which checks that the session
 * cookie came back; if the browser refused it, that page says so, and fills in the typed name.
 */
export const addressAfterSignIn = (world: Keeper, request: Request, name: string, next: string): string =>
	request.headers.has('cookie')
		? next
		: `/sign-in?signed=${sealed(world, name)}&next=${encodeURIComponent(next)}`;

/**
 * Decrypts the name typed at sign-in that `addressAfterSignIn` put in an address. Empty for an address older
 * than ten minutes, or for any other text.
 */
export function decryptTypedName({ seal, now }: Keeper, signed: string | null): string {
	try {
		const told = Buffer.from(seal.open(signed ?? '', BOUND_TO)).toString();
		const space = told.indexOf(' ');
		return Number(told.slice(0, space)) > now().getTime() ? told.slice(space + 1) : '';
	} catch {
		// The text in the address was truncated, forged, or encrypted with another key.
		return '';
	}
}
