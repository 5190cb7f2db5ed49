import { WAITING_MAIL } from '#applications/server';
import { INVITATION_MAIL } from '#identity/server';
import { NEWS_MAIL } from '#notices/server';
import type { MailWriters } from '#platform/server';
import { accountMails } from '#presentation/mail/account-mails.ts';
import { writeInvitationMail } from '#presentation/mail/invitation-mail.server.ts';
import { writeNewsMail } from '#presentation/mail/news-mail.server.ts';
import { writeWaitingMail } from '#presentation/mail/waiting-mail.server.ts';

/**
 * By kind of mail: who writes its message when it is sent. Only this file, where the service and the command
 * are assembled, knows the mails of all contexts.
 */
export const mailWriters: MailWriters = {
	...accountMails,
	[INVITATION_MAIL]: writeInvitationMail,
	[NEWS_MAIL]: writeNewsMail,
	[WAITING_MAIL]: writeWaitingMail,
};
