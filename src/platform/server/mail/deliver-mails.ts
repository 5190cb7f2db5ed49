import { setTimeout } from 'node:timers/promises';
import type { Locale } from '../../index.ts';
import { type Database, errorCode } from '../database/database.ts';
import { recordEvent } from '../events/record-event.ts';
import { type RepeatedWork, repeatWork } from '../work/repeat-work.ts';
import type { World } from '../world.ts';
import type { MailMessage, OutgoingMail, SendOutcome } from './mail.ts';
import {
	deleteMailsEndedBefore,
	deleteUntold,
	storeTry,
	type StoredMail,
	nextDueMail,
	takeMail,
} from './mail-store.ts';
import { valuesOf } from './queue-mail.ts';
import { mailHtml, mailText } from './render-mail.ts';

/** How long (ms) a mail belongs to the process that took it; after a crash it is tried again then. */
export const LEASE_MS = 300_000;
/** Wait (ms) after the first try that failed; each further one multiplies it by three, up to an hour. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Most tries of a mail until it is given up, and again each time somebody asks to try again: about a day. */
export const MOST_TRIES = 30;
/**
 * After one of many mails sent together, the sender rests for so many times as long as it took, and for so many
 * milliseconds at most: who is served meanwhile waits for a disk and a processor that it leaves free.
 */
const REST = { times: 2, mostMs: 50 } as const;
/** By database: the institution for which one of many was sent last; after a start, the turns begin again. */
const servedLast = new WeakMap<Database, string>();
/** How long what became of a mail is kept after its end. */
const KEPT_DAYS = 30;

const waitAfter = (attempts: number) =>
	Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.min((attempts - 1) % MOST_TRIES, 10));

/** The language of a stored mail. */
export const localeOf = ({ locale }: StoredMail): Locale => (locale === 'en' ? 'en' : 'fr');

/**
 * Writes the message of a stored mail. Returns undefined when there is nothing left to tell, when its kind no
 * longer exists, or when it has ended, so that its values are gone.
 */
export async function messageOf(world: World, mail: StoredMail): Promise<MailMessage | undefined> {
	const values = valuesOf(world, mail);
	const write = world.mailing?.writers[mail.kind];
	const locale = localeOf(mail);
	const message =
		values && (await write?.(world, { person: mail.person, recipient: mail.recipient, values, locale }));
	return message && openingIn(locale, message);
}

/**
 * Makes the links of a message open pages in its language. A browser that never chose one reads French: only
 * the other language needs to be said.
 */
function openingIn(locale: Locale, message: MailMessage): MailMessage {
	if (locale === 'fr') return message;
	const { action, unsubscribe, footer } = message;
	const leaving = unsubscribe && withLanguage(unsubscribe, locale);
	return {
		...message,
		...(action && { action: { ...action, href: withLanguage(action.href, locale) } }),
		...(unsubscribe &&
			leaving && {
				unsubscribe: leaving,
				footer: footer.map((line) => line.replaceAll(unsubscribe, leaving)),
			}),
	};
}

function withLanguage(href: string, locale: Locale): string {
	const address = new URL(href);
	address.searchParams.set('lang', locale);
	return address.href;
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
	if (outcome.kind === 'accepted')
		return world.db.write((tx) =>
			storeTry(tx, mail, { state: 'sent', fault: null, endedAt: now, sealedValues: null }),
		);
	const { fault } = outcome;
	// Never the address: it is told nowhere but in the row.
	world.log.warn('mail.not-sent', { kind: mail.kind, fault, attempts: mail.attempts });
	if (outcome.kind === 'refused')
		return world.db.write(async (tx) => {
			await storeTry(tx, mail, { state: 'refused', fault, endedAt: now });
			if (outcome.ofAddress)
				await recordEvent(tx, world, {
					...{ name: 'mail.address-refused', person: mail.person, about: { mail: mail.id } },
				});
		});
	return tryLater(world, mail, { fault, uncertain: mail.uncertain || outcome.uncertain });
}

/** Stores that a mail waits for its next try, or is given up after the last one. */
async function tryLater(
	{ db, now }: World,
	mail: StoredMail,
	failed: { readonly fault: string; readonly uncertain: boolean },
): Promise<void> {
	const next =
		mail.attempts % MOST_TRIES === 0
			? ({ state: 'given-up', endedAt: now() } as const)
			: ({ state: 'waiting', dueAt: new Date(now().getTime() + waitAfter(mail.attempts)) } as const);
	await db.write((tx) => storeTry(tx, mail, { ...failed, ...next }));
}

async function deliver(world: World, mail: StoredMail): Promise<void> {
	const { mailing } = world;
	if (mail.expiresAt <= world.now()) return expire(world, mail);
	let message: MailMessage | undefined;
	try {
		message = await messageOf(world, mail);
	} catch (problem) {
		// Nothing was handed over: a message that cannot be written now, for want of the sealing key for one,
		// waits, and is no more uncertain than before.
		const fault = errorCode(problem) ?? 'unwritten';
		world.log.error('mail.not-written', { kind: mail.kind, fault });
		return tryLater(world, mail, { fault, uncertain: mail.uncertain });
	}
	if (!message || !mailing?.send) return world.db.write((tx) => deleteUntold(tx, mail));
	await end(world, mail, await mailing.send(outgoing(world, mail, message)));
}

const expire = ({ db, now }: World, mail: StoredMail) =>
	db.write((tx) =>
		storeTry(tx, mail, { state: 'given-up', fault: 'expired', endedAt: now(), sealedValues: null }),
	);

/**
 * Sends the mails that are due, and returns how many were tried. Each is stored as being sent before it is
 * handed over, and again after the mail server has answered: a crash in between makes that one uncertain, and it
 * is sent again with the same Message-ID. Ends early, after the one under way, once `isStopped`.
 */
export async function deliverDueMails(world: World, isStopped = () => false): Promise<number> {
	if (!world.mailing?.send) return 0;
	let tried = 0;
	while (!isStopped()) {
		const now = world.now();
		const until = new Date(now.getTime() + LEASE_MS);
		const after = servedLast.get(world.db) ?? '';
		const next = await nextDueMail(world.db.read, now, after);
		if (!next) break;
		const mail = await world.db.write((tx) => takeMail(tx, { id: next.id, now, until }));
		if (!mail) continue;
		if (mail.bulk) servedLast.set(world.db, mail.sentFor);
		const began = performance.now();
		await deliver(world, mail).catch((problem: unknown) =>
			world.log.error('mail.failed', { kind: mail.kind, code: errorCode(problem) }),
		);
		tried += 1;
		if (mail.bulk) await setTimeout(Math.min(REST.mostMs, REST.times * (performance.now() - began)));
	}
	return tried;
}

/**
 * Deletes what became of the mails that ended more than thirty days ago, and what useless messages were made
 * from; called every hour.
 */
export async function deleteOldMails(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const now = world.now();
	const limit = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
	await world.db.write((tx) => deleteMailsEndedBefore(tx, { now, limit }));
}

/**
 * Sends the mails that are due every `everyMs` milliseconds. `stop` ends this, and resolves once the mail being
 * sent has ended.
 */
export const startMailDelivery = (world: World, everyMs: number): RepeatedWork =>
	repeatWork(world, {
		...{ name: 'mails', everyMs },
		work: (isStopped) => deliverDueMails(world, isStopped),
	});
