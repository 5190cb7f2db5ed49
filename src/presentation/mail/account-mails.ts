import { m } from '#messages';
import type { AccountChange, MailLinkPurpose } from '#identity/server';
import type { MailWriter } from '#platform/server';

/** The mails about an account: those that bring a link, and those that tell of a change. */
export const accountMails: Readonly<Record<MailLinkPurpose | AccountChange, MailWriter>> = {
	'password-changed': ({ origin }, { locale }) => ({
		subject: m.identity_mail_password_changed_subject({}, { locale }),
		paragraphs: [
			m.mail_hello({}, { locale }),
			m.identity_mail_password_changed({}, { locale }),
			m.identity_mail_change_yours({}, { locale }),
		],
		action: {
			label: m.identity_mail_password_action({}, { locale }),
			href: `${origin}/sign-in/forgotten`,
		},
		footer: [m.identity_mail_password_changed_not_you({}, { locale })],
	}),
	'address-changed': (_world, { locale }) => ({
		subject: m.identity_mail_address_changed_subject({}, { locale }),
		paragraphs: [
			m.mail_hello({}, { locale }),
			m.identity_mail_address_changed({}, { locale }),
			m.identity_mail_change_yours({}, { locale }),
		],
		footer: [m.identity_mail_address_changed_not_you({}, { locale })],
	}),
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
