import type { MailedState, RowProblem } from '#identity/server';
import { m } from '#messages';

/** What became of a mailed invitation, in the current language. */
export const mailedStateText = (state: MailedState): string =>
	({
		used: m.invitations_state_used,
		sent: m.invitations_state_sent,
		waiting: m.invitations_state_waiting,
		undelivered: m.invitations_state_undelivered,
		expired: m.invitations_state_expired,
		revoked: m.invitations_state_revoked,
	})[state]();

/** Why a row of a list is not understood, and how to mend it, in the current language. */
export const rowProblemText = (why: RowProblem): string =>
	({
		'email-missing': m.invitations_row_email_missing,
		'email-shape': m.invitations_row_email_shape,
		'role-unknown': m.invitations_row_role_unknown,
		'audience-unknown': m.invitations_row_audience_unknown,
		'audience-missing': m.invitations_row_audience_missing,
		'no-learners': m.invitations_row_no_learners,
		'name-long': m.invitations_row_name_long,
		'school-long': m.invitations_row_school_long,
	})[why]();

/** The words of the table of the rows to correct in a list, in the current language; see `rowsToCorrect`. */
export const rowsToCorrectWords = () => ({
	headers: [m.invitations_column_email(), m.invitations_column_name()] as const,
	reason: m.invitations_column_to_correct(),
	reasons: {
		'email-missing': rowProblemText('email-missing'),
		'email-shape': rowProblemText('email-shape'),
		'role-unknown': rowProblemText('role-unknown'),
		'audience-unknown': rowProblemText('audience-unknown'),
		'audience-missing': rowProblemText('audience-missing'),
		'no-learners': rowProblemText('no-learners'),
		'name-long': rowProblemText('name-long'),
		'school-long': rowProblemText('school-long'),
	} satisfies Record<RowProblem, string>,
});
