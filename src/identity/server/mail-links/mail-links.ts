import { type Locale, Refusal } from '#platform';
import { queueMail, type Queries, type World } from '#platform/server';
import { newToken, tokenHash } from '../sessions/tokens.ts';
import { deleteMailLinksPastEnd, insertMailLink, mailLinkTimes, type MailLink } from './mail-link-store.ts';

const HOUR = 3_600_000;
/** For how long (hours) a link works, by purpose. */
export const MAIL_LINK_HOURS = { 'verify-email': 24, 'new-password': 1 } as const;
/** Most links of one purpose that are sent to one person in an hour. */
export const MOST_LINKS_AN_HOUR = 3;

/** The refusal of a link that was used, has expired, or was sent to an address that changed since. */
export const linkEndedRefusal = () => new Refusal('identity.link-ended');

/** What `sendMailLink` needs to know: for whom, for what, to which address, in which language. */
type LinkToSend = Pick<MailLink, 'person' | 'purpose' | 'email'> & {
	readonly locale: Locale;
	/** For one of many links sent at once: the institution for which they are. */
	readonly manyFor?: string;
};

/**
 * Makes a link inside a write unit and queues the mail that brings it, of the kind that its purpose names.
 * Only the mail holds its token (256 random bits), sealed; the link is stored under the token's hash.
 */
export async function sendMailLink(
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	{ locale, manyFor, ...link }: LinkToSend,
): Promise<void> {
	const token = newToken();
	const createdAt = world.now();
	const expiresAt = new Date(createdAt.getTime() + MAIL_LINK_HOURS[link.purpose] * HOUR);
	await insertMailLink(tx, { ...link, id: tokenHash(token), createdAt, expiresAt });
	await queueMail(tx, world, {
		...{ person: link.person, recipient: link.email, kind: link.purpose, locale, expiresAt },
		...(manyFor !== undefined && { bulk: true, sentFor: manyFor }),
		values: { token },
	});
}

/** Returns how many minutes a person must wait for another link of this purpose; 0 if they need not. */
export async function minutesToNextLink(
	q: Queries,
	of: Pick<MailLink, 'person' | 'purpose'>,
	now: Date,
): Promise<number> {
	const made = await mailLinkTimes(q, of, new Date(now.getTime() - HOUR));
	const first = made.at(-MOST_LINKS_AN_HOUR);
	return first === undefined ? 0 : Math.ceil((first.getTime() + HOUR - now.getTime()) / 60_000);
}

/** Deletes the links past their end. Called every hour. */
export const deleteExpiredMailLinks = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write((tx) => deleteMailLinksPastEnd(tx, world.now()));
