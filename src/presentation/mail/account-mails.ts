import { m } from '#messages';
import type { MailLinkPurpose } from '#identity/server';
import type { MailWriter } from '#platform/server';

/** The mails about an account, each of which brings the link of one purpose. */
export const accountMails: Readonly<Record<MailLinkPurpose, MailWriter>> = {
	'verify-email': ({ origin }, { values: { token = '' }, locale }) => ({
		subject: m.identity_mail_verify_subject({}, { locale }),
		paragraphs: [
			m.mail_hello({}, { locale }),
			m.identity_mail_verify_asked({ origin }, { locale }),
			m.identity_mail_verify_link({}, { locale }),
		],
		action: { label: m.identity_mail_verify_action({}, { locale }), href: `${origin}/verify-email/${token}` },
		footer: [
			m.identity_mail_verify_why({ origin }, { locale }),
			m.identity_mail_verify_unasked({}, { locale }),
		],
	}),
	'new-password': ({ origin }, { values: { token = '' }, locale }) => ({
		subject: m.identity_mail_password_subject({}, { locale }),
		paragraphs: [
			m.mail_hello({}, { locale }),
			m.identity_mail_password_asked({}, { locale }),
			m.identity_mail_password_link({}, { locale }),
		],
		action: {
			label: m.identity_mail_password_action({}, { locale }),
			href: `${origin}/sign-in/new-password/${token}`,
		},
		footer: [
			m.identity_mail_password_why({ origin }, { locale }),
			m.identity_mail_password_unasked({}, { locale }),
		],
	}),
};
