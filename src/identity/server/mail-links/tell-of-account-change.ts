import { type NewMail, type Queries, queueMail, type World } from '#platform/server';
import { accountAddressOf } from '../accounts/mail-address-store.ts';

/**
 * What is done to an account that its person is told of by mail, whatever they chose about news: a change, or a
 * request about their data that administrators answer.
 */
export type AccountChange = 'password-changed' | 'address-changed' | 'access-request' | 'erasure-request';

/** After this long (ms), telling of a change serves nobody. */
const WORTH_MS = 3 * 86_400_000;

/**
 * Queues, inside the write unit of a change, the mail that tells a person of it at the verified address that
 * they have at that moment: before an address is replaced, the former one. Somebody who took over an account
 * is so noticed by its owner. Where no mail can be written, the change is made without it.
 */
export async function tellOfAccountChange(
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	person: string,
	kind: AccountChange,
	values: NewMail['values'] = {},
): Promise<void> {
	if (!world.mailing?.writers[kind] || !world.seal.available()) return;
	const address = await accountAddressOf(tx, person);
	if (!address) return;
	const expiresAt = new Date(world.now().getTime() + WORTH_MS);
	const mail: NewMail = { ...address, person, kind, values, expiresAt };
	await queueMail(tx, world, mail);
}
