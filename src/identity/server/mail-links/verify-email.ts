import { type Locale, Refusal } from '#platform';
import { runFormOnce, type World } from '#platform/server';
import { type Actor, mustBePerson, signInRefusal } from '../../actor.ts';
import { must } from '../../can.ts';
import { maskedEmail } from '../../masked-email.ts';
import { findAccount, storeEmailVerified } from '../accounts/people-store.ts';
import { tokenHash } from '../sessions/tokens.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { findOpenMailLink, ownerOfMailLink, spendMailLink, voidMailLinksOf } from './mail-link-store.ts';
import { linkEndedRefusal, minutesToNextLink, sendMailLink } from './mail-links.ts';

const purpose = 'verify-email';

/**
 * Sends the actor a link that verifies the e-mail address of their account, valid 24 hours. Sends none when
 * the address is verified. Throws `platform.no-mail` (503) where the service sends no mail,
 * `identity.email-none` without an address, `identity.email-refused` for one that a mail server refused, and
 * `identity.links-wait` (429) after three links in an hour.
 */
export async function sendVerificationLink(
	world: World,
	actor: Actor,
	{ key, locale }: { readonly key: string; readonly locale: Locale },
): Promise<void> {
	const person = mustBePerson(actor).id;
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	may(actor);
	if (!world.mailing) throw new Refusal('platform.no-mail', { status: 503 });
	const form = { may, action: 'identity.send-verification', key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		const account = await findAccount(tx, { id: person });
		if (!account) throw signInRefusal();
		const { email, emailVerifiedAt, emailRefusedAt } = account;
		if (email === null) throw new Refusal('identity.email-none');
		if (emailRefusedAt) throw new Refusal('identity.email-refused');
		if (emailVerifiedAt) return null;
		const minutes = await minutesToNextLink(tx, { person, purpose }, world.now());
		if (minutes > 0)
			throw new Refusal('identity.links-wait', { status: 429, params: { minutes: Math.max(2, minutes) } });
		await sendMailLink(tx, world, { person, purpose, email, locale });
		return null;
	});
}

/**
 * Returns the address that a link would verify, masked (`a•••@exemple.ca`); null when the link can no longer
 * be used. Does not use it up, since mail scanners open links too.
 */
export async function addressToVerify(world: World, token: string): Promise<string | null> {
	const link = await findOpenMailLink(world.db.read, { id: tokenHash(token), purpose }, world.now());
	return link ? maskedEmail(link.email) : null;
}

/**
 * Verifies the e-mail address of a link, once, and uses the link up. Throws `identity.link-ended` for a
 * link that can no longer be used. The same form sent again gets its first answer.
 */
export async function verifyEmail(
	world: World,
	{ token, key }: { readonly token: string; readonly key: string },
): Promise<void> {
	const id = tokenHash(token);
	const about = await ownerOfMailLink(world.db.read, id);
	if (about === undefined) throw linkEndedRefusal();
	const form = { who: `link-${id}`, action: 'identity.verify-email', key, sent: {}, about };
	await runFormOnce(world, form, async (tx) => {
		const now = world.now();
		const link = await findOpenMailLink(tx, { id, purpose }, now);
		if (!link || !(await spendMailLink(tx, id, now))) throw linkEndedRefusal();
		await voidMailLinksOf(tx, link.person, now, purpose);
		await storeEmailVerified(tx, link.person, now);
		return null;
	});
}
