import { unsubscribeAddress } from '#identity/server';
import { m } from '#messages';
import type { NoticeKind } from '#notices';
import { newsToTell } from '#notices/server';
import type { MailWriter } from '#platform/server';

type Line = (told: { count: number }, options: { locale: 'fr' | 'en' }) => string;

/** The line of a mail for each kind of notice: how many, and neither which badge nor who decided. */
const LINES: Readonly<Record<NoticeKind, readonly [one: Line, many: Line]>> = {
	'application-returned': [m.mail_news_returned_one, m.mail_news_returned_many],
	'application-refused': [m.mail_news_refused_one, m.mail_news_refused_many],
	'application-confirmed': [m.mail_news_confirmed_one, m.mail_news_confirmed_many],
	'badge-given': [m.mail_news_given_one, m.mail_news_given_many],
	'badge-revoked': [m.mail_news_revoked_one, m.mail_news_revoked_many],
	'badge-expiring': [m.mail_news_expiring_one, m.mail_news_expiring_many],
	'cohort-handed-over': [m.mail_news_cohort_one, m.mail_news_cohort_many],
	'cohort-received': [m.mail_news_received_one, m.mail_news_received_many],
};

/**
 * Writes the mail that tells a person what is new: how many answers, badges and cohorts, never which; what they say is
 * read after signing in.
 */
export const writeNewsMail: MailWriter = async (world, { person, recipient, locale }) => {
	const counts = person === null ? undefined : await newsToTell(world, { person, recipient });
	if (person === null || !counts) return undefined;
	const lines = (Object.keys(LINES) as NoticeKind[]).flatMap((what) => {
		const count = counts[what] ?? 0;
		const [one, many] = LINES[what];
		return count === 0 ? [] : [(count === 1 ? one : many)({ count }, { locale })];
	});
	const unsubscribe = unsubscribeAddress(world, person);
	return {
		subject: m.mail_news_subject({}, { locale }),
		paragraphs: [m.mail_hello({}, { locale }), ...lines],
		action: { label: m.mail_news_read({}, { locale }), href: `${world.origin}/today` },
		footer: [m.mail_news_why({}, { locale }), `${m.mail_news_stop({}, { locale })} ${unsubscribe}`],
		unsubscribe,
	};
};
