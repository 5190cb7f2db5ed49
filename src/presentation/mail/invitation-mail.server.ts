import { invitationMailFacts } from '#identity/server';
import { m } from '#messages';
import { dayInWords } from '#platform';
import type { MailWriter } from '#platform/server';

/**
 * Writes the mail that brings an invitation: who invites, for which institution, the link and its end. Nothing
 * leaves for one that was used or revoked, or has ended, meanwhile.
 */
export const writeInvitationMail: MailWriter = async (world, { values, locale }) => {
	const facts = await invitationMailFacts(world, String(values['invitation']));
	if (!facts) return undefined;
	const { inviter, institution, expiresAt, timeZone } = facts;
	const { origin } = world;
	return {
		subject: m.invitations_mail_subject({}, { locale }),
		paragraphs: [
			m.mail_hello({}, { locale }),
			m.invitations_mail_who({ inviter, institution }, { locale }),
			m.invitations_mail_link({ date: dayInWords(expiresAt, locale, timeZone) }, { locale }),
		],
		action: {
			label: m.invitations_mail_action({}, { locale }),
			href: `${origin}/join/${String(values['token'])}`,
		},
		footer: [
			m.invitations_mail_why({ institution, origin }, { locale }),
			m.invitations_mail_unexpected({}, { locale }),
		],
	};
};
