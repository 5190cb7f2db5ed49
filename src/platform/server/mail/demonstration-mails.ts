import type { World } from '../world.ts';
import { messageOf } from './deliver-mails.ts';
import { latestMails } from './mail-store.ts';
import { mailText } from './render-mail.ts';

/** Most mails shown of a demonstration. */
const MOST = 50;

/** A mail that a demonstration would have sent. */
export interface DemonstrationMail {
	readonly id: string;
	readonly to: string;
	readonly queuedAt: Date;
	readonly dueAt: Date;
	/** Null when there is nothing left to tell. */
	readonly message: {
		readonly subject: string;
		readonly text: string;
		readonly action: { readonly label: string; readonly href: string } | null;
	} | null;
}

/** Returns the last mails that a demonstration would have sent, newest first, with their messages. */
export async function demonstrationMails(world: World): Promise<readonly DemonstrationMail[]> {
	const mails = await latestMails(world.db.read, MOST);
	return Promise.all(
		mails.map(async (mail) => {
			const message = await messageOf(world, mail);
			const { id, recipient: to, createdAt: queuedAt, dueAt } = mail;
			if (!message) return { id, to, queuedAt, dueAt, message: null };
			const { subject, action = null, ...rest } = message;
			return { id, to, queuedAt, dueAt, message: { subject, text: mailText({ subject, ...rest }), action } };
		}),
	);
}
