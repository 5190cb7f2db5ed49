import { isAboutSomebody, ROLES } from '#identity';
import type { JournalLine, NamedPerson } from '#identity/server';
import { getLocale, m } from '#messages';
import { listFormat } from '#platform';
import { roleText } from '../../role-text.ts';

/** A part of a sentence, and where it leads, if it is a link. */
export interface SentencePart {
	readonly text: string;
	readonly href?: string;
}

type Named = Pick<JournalLine, 'what' | 'thing' | 'by' | 'about' | 'called'>;

/** Stands in a message for a part that may be a link: no name holds this character. */
const MARK = '\u0001';
const marked = (part: string) => `${MARK}${part}${MARK}`;

const somebody = (one: NamedPerson | null, gone: string): SentencePart => ({
	text: one?.name ?? gone,
	...(one?.here && { href: `/people/${one.id}` }),
});

/** The roles that `rolesVersion` wrote, such as `learner-teacher adviser`. */
const rolesIn = (version: string | null) =>
	listFormat(getLocale(), 'conjunction').format(
		ROLES.filter((role) => (version ?? '').split(' ').some((word) => word.split('-')[0] === role)).map(
			(role) => roleText(role).toLocaleLowerCase(getLocale()),
		),
	);

function messageOf({ what, thing, called }: Named): string {
	const by = marked('by');
	const about = marked('about');
	const name = marked('name');
	switch (what) {
		case 'roles-changed':
			return m.journal_roles_changed({ by, about, roles: rolesIn(thing) });
		case 'account-closed':
			return m.journal_account_closed({ by, about });
		case 'account-opened':
			return m.journal_account_opened({ by, about });
		case 'password-reset':
			return m.journal_password_reset({ by, about });
		case 'password-link-sent':
			return m.journal_password_link_sent({ by, about });
		case 'cohort-handed-over':
			return m.journal_cohort_handed_over({ by });
		case 'roster-confirmed':
			return m.journal_roster_confirmed({ by });
		case 'invitation-made':
			return called === null
				? m.journal_invitation_made({ by })
				: m.journal_invitation_made_named({ by, name });
		case 'invitation-revoked':
			return called === null
				? m.journal_invitation_revoked({ by })
				: m.journal_invitation_revoked_named({ by, name });
		case 'list-invited':
			return called === null ? m.journal_list_invited({ by }) : m.journal_list_invited_named({ by, name });
		case 'list-revoked':
			return called === null ? m.journal_list_revoked({ by }) : m.journal_list_revoked_named({ by, name });
		case 'mailed-invitation-revoked':
			return m.journal_mailed_invitation_revoked({ by });
		case 'mailed-invitation-sent-again':
			return m.journal_mailed_invitation_sent_again({ by });
		case 'agreement-granted':
			return m.journal_agreement_granted({ by, name });
		case 'agreement-ended':
			return m.journal_agreement_ended({ by, name });
		case 'settings-changed':
			return m.journal_settings_changed({ by });
		case 'logo-set':
			return m.journal_logo_set({ by });
		case 'logo-removed':
			return m.journal_logo_removed({ by });
		case 'own-badge-imported':
			return m.journal_own_badge_imported({ by, badge: thing ?? '' });
		case 'own-badge-withdrawn':
			return m.journal_own_badge_withdrawn({ by, badge: thing ?? '' });
		case 'own-badge-offered':
			return m.journal_own_badge_offered({ by, badge: thing ?? '' });
		case 'badge-revoked':
			return m.journal_badge_revoked({ by, about });
		case 'access-asked':
			return m.journal_access_asked({ by, about });
		case 'access-confirmed':
			return m.journal_access_confirmed({ by, about });
		case 'access-declined':
			return m.journal_access_declined({ by, about });
		case 'access-withdrawn':
			return m.journal_access_withdrawn({ by, about });
		case 'access-downloaded':
			return m.journal_access_downloaded({ by, about });
		case 'erasure-asked':
			return m.journal_erasure_asked({ by, about });
		case 'erasure-confirmed':
			return m.journal_erasure_confirmed({ by, about });
		case 'erasure-declined':
			return m.journal_erasure_declined({ by, about });
		case 'erasure-withdrawn':
			return m.journal_erasure_withdrawn({ by, about });
		case 'source-made':
			return m.journal_source_made({ by });
		case 'source-revoked':
			return m.journal_source_revoked({ by });
		case 'received-attached':
			return m.journal_received_attached({ by });
		case 'received-discarded':
			return m.journal_received_discarded({ by });
		case 'mail-tried-again':
			return m.journal_mail_tried_again({ by });
	}
}

/** Where what an act is about is found now. */
const placeOf = ({ what, thing }: Named): string =>
	what.startsWith('agreement')
		? '/agreements'
		: what.startsWith('list')
			? `/invitations/mail/${thing ?? ''}`
			: '/invitations';

/** Says in a sentence what an administrator did, with links to the people and things that it names. */
export function journalSentence(line: Named): readonly SentencePart[] {
	const parts: Readonly<Record<string, SentencePart>> = {
		by: somebody(line.by, m.journal_somebody_gone()),
		about: somebody(isAboutSomebody(line.what) ? line.about : null, m.journal_about_gone()),
		name: { text: line.called ?? m.journal_something_gone(), href: placeOf(line) },
	};
	return messageOf(line)
		.split(MARK)
		.map((text, at) => (at % 2 === 1 ? (parts[text] ?? { text }) : { text }))
		.filter(({ text }) => text !== '');
}
