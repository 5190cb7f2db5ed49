import {
	failingDeliveryCountOf,
	type MailState,
	undeliveredMails,
	untriedMailCount,
	type World,
} from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { maskedEmail } from '../../masked-email.ts';
import { mailsOfInstitution } from './undelivered-store.ts';

/** Most mails that the page lists, latest first. */
const MOST = 100;

/** A mail that could not be sent, that waits for another try, or that may have arrived more than once. */
export interface UndeliveredMail {
	readonly id: string;
	/** What it is about, such as `verify-email`. */
	readonly kind: string;
	/** The address, masked. */
	readonly to: string;
	readonly state: MailState;
	readonly uncertain: boolean;
	readonly attempts: number;
	/** The code of the mail server, or of the error, at the last try that failed. */
	readonly fault: string | null;
	/** When it was refused, given up or sent; null while it waits. */
	readonly endedAt: Date | null;
	/** When it is tried next. */
	readonly dueAt: Date;
	/** False when it can no longer be sent: its link has expired. */
	readonly canBeSent: boolean;
}

/** What an administrator sees of the mails of their institution, and of what follows from its people's acts. */
export interface Undelivered {
	/** False where the service sends no mail. */
	readonly sendsMail: boolean;
	readonly mails: readonly UndeliveredMail[];
	/** How many mails wait for their first try. */
	readonly waiting: number;
	/** How many consequences of acts failed, and will be tried again. */
	readonly consequences: number;
}

/**
 * Returns what could not be delivered for an institution: never what a mail says. Throws not-found (404)
 * unless the actor administers it.
 */
export async function readUndelivered(world: World, actor: Actor, institution: string): Promise<Undelivered> {
	must(actor, 'administer', { kind: 'institution', institution });
	const { read } = world.db;
	const of = mailsOfInstitution(read, institution);
	const [mails, waiting, consequences] = [
		await undeliveredMails(read, of, MOST),
		await untriedMailCount(read, of, world.now()),
		await failingDeliveryCountOf(read, of.people),
	];
	return {
		sendsMail: world.mailing?.send !== undefined,
		mails: mails.map(({ recipient, sealedValues, ...mail }) => ({
			...{ id: mail.id, kind: mail.kind, to: maskedEmail(recipient), state: mail.state },
			...{ uncertain: mail.uncertain, attempts: mail.attempts, fault: mail.fault },
			...{ endedAt: mail.endedAt, dueAt: mail.dueAt },
			canBeSent: sealedValues !== null && mail.expiresAt > world.now() && mail.state !== 'sending',
		})),
		waiting,
		consequences,
	};
}
