import type { Locale } from '../../index.ts';
import type { World } from '../world.ts';
import { localeOf, messageOf } from './deliver-mails.ts';
import type { MailMessage } from './mail.ts';
import { latestMails } from './mail-store.ts';

/** Most mails shown of a demonstration. */
const MOST = 50;

/** A mail that a demonstration would have sent. */
export interface DemonstrationMail {
	readonly id: string;
	readonly to: string;
	readonly queuedAt: Date;
	readonly dueAt: Date;
	readonly locale: Locale;
	/** Null when there is nothing left to tell. */
	readonly message: MailMessage | null;
}

/** Returns the last mails that a demonstration would have sent, newest first, with their messages. */
export async function demonstrationMails(world: World): Promise<readonly DemonstrationMail[]> {
	const mails = await latestMails(world.db.read, MOST);
	return Promise.all(
		mails.map(async (mail) => {
			const { id, recipient: to, createdAt: queuedAt, dueAt } = mail;
			const message = (await messageOf(world, mail)) ?? null;
			return { id, to, queuedAt, dueAt, locale: localeOf(mail), message };
		}),
	);
}
