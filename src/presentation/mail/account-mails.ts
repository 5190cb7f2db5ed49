import { m } from '#messages';
import type { AccountChange, MailLinkPurpose } from '#identity/server';
import type { Locale } from '#platform';
import type { MailWriter } from '#platform/server';

/** Says what was done, where, and how many days an erasure waits. */
type StepSentence = (
	told: { readonly institution: string | number; readonly days: string | number },
	options: { readonly locale: Locale },
) => string;

/** The sentence of each step of a request about somebody’s data. */
const steps = {
	access: {
		asked: m.requests_mail_access_asked,
		confirmed: m.requests_mail_access_confirmed,
		downloaded: m.requests_mail_access_downloaded,
	},
	erasure: {
		asked: m.requests_mail_erasure_asked,
		confirmed: m.requests_mail_erasure_confirmed,
	},
};

/** Writes the mail that tells a person of a step of a request about their data. */
const ofRequest =
	(sentences: Readonly<Record<string, StepSentence>>): MailWriter =>
	({ origin }, { values: { step = 'asked', institution = '', days = '' }, locale }) => ({
		subject: m.requests_mail_subject({}, { locale }),
		paragraphs: [
			m.mail_hello({}, { locale }),
			(sentences[step] ?? sentences['asked']!)({ institution, days }, { locale }),
			m.requests_mail_yours({}, { locale }),
			m.requests_mail_object({}, { locale }),
		],
		action: { label: m.requests_mail_action({}, { locale }), href: `${origin}/account/data` },
		footer: [m.requests_mail_why({}, { locale })],
	});

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
	'access-request': ofRequest(steps.access),
	'erasure-request': ofRequest(steps.erasure),
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
