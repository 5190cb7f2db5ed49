import { waitingToTell } from '#applications/server';
import { mailAddressOf, unsubscribeAddress } from '#identity/server';
import { m } from '#messages';
import type { MailWriter } from '#platform/server';

/** Writes the mail that tells an adviser how many applications wait, and neither whose nor for which badge. */
export const writeWaitingMail: MailWriter = async (world, { person, recipient, locale }) => {
	if (person === null || (await mailAddressOf(world.db.read, person))?.recipient !== recipient)
		return undefined;
	const where = await waitingToTell(world, person);
	const count = where.reduce((sum, one) => sum + one.count, 0);
	if (count === 0) return undefined;
	// Whoever advises in several institutions reads where: the page of what waits is that of one of them.
	const each = where.length > 1 ? where.map((one) => m.mail_waiting_where(one, { locale })) : [];
	const line = count === 1 ? m.mail_waiting_one : m.mail_waiting_many;
	const unsubscribe = unsubscribeAddress(world, person);
	return {
		subject: m.mail_waiting_subject({}, { locale }),
		paragraphs: [m.mail_hello({}, { locale }), line({ count }, { locale }), ...each],
		action: { label: m.mail_waiting_read({}, { locale }), href: `${world.origin}/review` },
		footer: [m.mail_waiting_why({}, { locale }), `${m.mail_news_stop({}, { locale })} ${unsubscribe}`],
		unsubscribe,
	};
};
