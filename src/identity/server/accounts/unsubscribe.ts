import { notFound } from '#platform';
import type { World } from '#platform/server';
import { updateWantsMail } from './mail-address-store.ts';

/** What the seal binds the token of an unsubscribe address to, so that no other sealed text is one. */
const BOUND_TO = 'unsubscribe';

/** Makes the address at which a person stops being told by mail what happens; nobody else can make it. */
export const unsubscribeAddress = (
	{ seal, origin }: Pick<World, 'seal' | 'origin'>,
	person: string,
): string => `${origin}/unsubscribe/${seal.seal(Buffer.from(person), BOUND_TO)}`;

/** Returns the person of an unsubscribe address. Throws not-found (404) for any other token. */
function personOfToken({ seal }: Pick<World, 'seal'>, token: string): string {
	try {
		return Buffer.from(seal.open(token, BOUND_TO)).toString();
	} catch (problem) {
		// Without the sealing key no token can be read: that is not the fault of this one.
		throw seal.available() ? notFound() : problem;
	}
}

/** Throws not-found (404) unless this is the token of an unsubscribe address. */
export const mustBeUnsubscribeToken = (world: Pick<World, 'seal'>, token: string): void =>
	void personOfToken(world, token);

/**
 * Stops telling a person by mail what happens, by the address in such a message, without a sign-in. Nothing
 * happens when that is so already, or when the person is erased.
 */
export async function unsubscribe(world: Pick<World, 'db' | 'seal'>, token: string): Promise<void> {
	const person = personOfToken(world, token);
	await world.db.write((tx) => updateWantsMail(tx, person, false));
}
