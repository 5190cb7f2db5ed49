import { NEWS_MAIL } from '#notices/server';
import type { MailWriters } from '#platform/server';
import { writeNewsMail } from '#presentation/mail/news-mail.server.ts';

/**
 * By kind of mail: who writes its message when it is sent. Only this file, where the service and the command
 * are assembled, knows the contexts that queue mail and the texts.
 */
export const mailWriters: MailWriters = {
	[NEWS_MAIL]: writeNewsMail,
};
