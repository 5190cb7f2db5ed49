import { errorCode } from '../database/database.ts';
import { recordEvent } from '../events/record-event.ts';
import type { World } from '../world.ts';
import type { MailMessage, OutgoingMail, SendOutcome } from './mail.ts';
import {
	deleteMailsEndedBefore,
	deleteUntold,
	storeTry,
	type StoredMail,
	takeDueMails,
} from './mail-store.ts';
import { valuesOf } from './queue-mail.ts';
import { mailHtml, mailText } from './render-mail.ts';

/** How long (ms) a mail belongs to the process that took it; after a crash it is tried again then. */
export const LEASE_MS = 300_000;
/** Wait (ms) after the first try that failed; each further one multiplies it by three, up to an hour. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Most tries of a mail: they take about a day. */
export const MOST_TRIES = 30;
/** Most mails taken at a time. */
const BATCH_SIZE = 20;
/** How long what became of a mail is kept after its end. */
const KEPT_DAYS = 30;

const waitAfter = (attempts: number) =>
	Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.min(attempts - 1, 10));

const localeOf = ({ locale }: StoredMail) => (locale === 'en' ? 'en' : 'fr');

/**
 * Writes the message of a stored mail. Returns undefined when there is nothing left to tell, when its kind no
 * longer exists, or when it has ended, so that its values are gone.
 */
export async function messageOf(world: World, mail: StoredMail): Promise<MailMessage | undefined> {
	const values = valuesOf(world, mail);
	const write = world.mailing?.writers[mail.kind];
	return values && write?.(world, { person: mail.person, values, locale: localeOf(mail) });
}

/** Makes the message for the mail server. Its Message-ID comes from the mail's id: the same at each try. */
function outgoing(world: World, mail: StoredMail, message: MailMessage): OutgoingMail {
	const locale = localeOf(mail);
	return {
		messageId: `${mail.id}@${new URL(world.origin).hostname}`,
		to: mail.recipient,
		subject: message.subject,
		text: mailText(message),
		html: mailHtml(message, locale),
		locale,
		unsubscribe: message.unsubscribe,
	};
}

/**
 * Stores how a try ended, and when to try again. Records the event `mail.address-refused` when the mail server
 * refused the address for good.
 */
async function end(world: World, mail: StoredMail, outcome: SendOutcome): Promise<void> {
	const now = world.now();
	const over = { endedAt: now, sealedValues: null };
	if (outcome.kind === 'accepted')
		return world.db.write((tx) => storeTry(tx, mail, { ...over, state: 'sent', fault: null }));
	const { fault } = outcome;
	// Never the address: it is told nowhere but in the row.
	world.log.warn('mail.not-sent', { kind: mail.kind, fault, attempts: mail.attempts });
	if (outcome.kind === 'refused')
		return world.db.write(async (tx) => {
			await storeTry(tx, mail, { ...over, state: 'refused', fault });
			if (outcome.ofAddress)
				await recordEvent(tx, world, {
					...{ name: 'mail.address-refused', person: mail.person, about: { mail: mail.id } },
				});
		});
	const uncertain = mail.uncertain || outcome.uncertain;
	if (mail.attempts >= MOST_TRIES)
		return world.db.write((tx) => storeTry(tx, mail, { ...over, state: 'given-up', fault, uncertain }));
	const dueAt = new Date(now.getTime() + waitAfter(mail.attempts));
	return world.db.write((tx) => storeTry(tx, mail, { state: 'waiting', fault, uncertain, dueAt }));
}

async function deliver(world: World, mail: StoredMail): Promise<void> {
	const { mailing } = world;
	if (mail.expiresAt <= world.now()) return giveUp(world, mail, 'expired');
	const message = await messageOf(world, mail);
	if (!message || !mailing?.send) return world.db.write((tx) => deleteUntold(tx, mail));
	await end(world, mail, await mailing.send(outgoing(world, mail, message)));
}

const giveUp = (world: World, mail: StoredMail, fault: string) =>
	world.db.write((tx) =>
		storeTry(tx, mail, { state: 'given-up', fault, endedAt: world.now(), sealedValues: null }),
	);

/**
 * Sends the mails that are due, and returns how many were tried. Each is stored as being sent before it is
 * handed over, and again after the mail server has answered: a crash in between makes it uncertain, and it is
 * sent again with the same Message-ID.
 */
export async function deliverDueMails(world: World): Promise<number> {
	if (!world.mailing?.send) return 0;
	let tried = 0;
	for (;;) {
		const now = world.now();
		const until = new Date(now.getTime() + LEASE_MS);
		const due = await world.db.write((tx) => takeDueMails(tx, { now, until, most: BATCH_SIZE }));
		for (const mail of due)
			await deliver(world, mail).catch((problem: unknown) =>
				world.log.error('mail.failed', { kind: mail.kind, code: errorCode(problem) }),
			);
		tried += due.length;
		if (due.length < BATCH_SIZE) return tried;
	}
}

/** Deletes what became of the mails that ended more than thirty days ago; called every hour. */
export async function deleteOldMails(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const limit = new Date(world.now().getTime() - KEPT_DAYS * 86_400_000);
	await world.db.write((tx) => deleteMailsEndedBefore(tx, limit));
}

/**
 * Sends the mails that are due every `everyMs` milliseconds. `stop` ends this, and resolves once the mail being
 * sent has ended.
 */
export function startMailDelivery(world: World, everyMs: number): { readonly stop: () => Promise<void> } {
	let running: Promise<unknown> = Promise.resolve();
	let busy = false;
	const timer = setInterval(() => {
		if (busy) return;
		busy = true;
		running = deliverDueMails(world)
			.catch((problem: unknown) => world.log.error('mails.failed', { code: errorCode(problem) }))
			.then(() => void (busy = false));
	}, everyMs).unref();
	return {
		stop: async () => {
			clearInterval(timer);
			await running;
		},
	};
}
