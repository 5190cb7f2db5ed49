import type { Locale } from '../../index.ts';

/**
 * What became of a mail: it waits for its next try, is being sent, was accepted by the mail server, was refused
 * by it for good, or was given up (tried too often, or useless by now).
 */
export type MailState = 'waiting' | 'sending' | 'sent' | 'refused' | 'given-up';

/**
 * The steps of a mail, in order: it is queued with the act that causes it; taken by the process that sends it;
 * handed over, once the mail server has it whole; answered, when the server has said that it accepts it; and
 * ended, when that is stored. A drill kills the process at each.
 */
export const MAIL_STEPS = ['queued', 'taken', 'handed', 'answered', 'ended'] as const;

/** A step of a mail, at which the process may be killed. */
export type MailStep = (typeof MAIL_STEPS)[number];

/** The values from which the message of a mail is made; they may hold the secret of a link. */
export type MailValues = Readonly<Record<string, string | number>>;

/** A mail to queue: to whom, of which kind, in which language. */
export interface NewMail {
	/** Id of the person to whom it is sent; null for somebody who has no account. */
	readonly person: string | null;
	/** For somebody without an account: id of the institution whose administrators see what became of it. */
	readonly institution?: string;
	/** The e-mail address. */
	readonly recipient: string;
	/** Names the function that writes the message (`MailWriters`). */
	readonly kind: string;
	readonly locale: Locale;
	readonly values: MailValues;
	/** When to send it first; at once if absent. */
	readonly dueAt?: Date;
	/** From when the message is useless: it is no longer tried then. */
	readonly expiresAt: Date;
	/** True for one of many, which leaves after those that somebody waits for. */
	readonly bulk?: boolean;
	/**
	 * Id of the institution for which one of many is sent, if it is not `institution`: those of each leave in turn.
	 */
	readonly sentFor?: string;
}

/** The message of a mail, in paragraphs, before it becomes text and HTML. Its subject says nothing personal. */
export interface MailMessage {
	readonly subject: string;
	readonly paragraphs: readonly string[];
	/** What the message asks one to do, as a link on a line of its own. */
	readonly action?: { readonly label: string; readonly href: string };
	/** Written after the action, smaller: why one receives this, and what to do if one did not ask for it. */
	readonly footer: readonly string[];
	/**
	 * Address at which one no longer receives such messages: opened by a person, or requested by their mail
	 * program in one tap (RFC 8058).
	 */
	readonly unsubscribe?: string;
}

/** A mail whose message is to be written. */
export interface MailToWrite {
	readonly person: string | null;
	/** The address that it goes to, as it was when the mail was queued. */
	readonly recipient: string;
	readonly values: MailValues;
	readonly locale: Locale;
}

/**
 * Writes the message of one kind of mail, when it is sent. Returns undefined when there is nothing left to
 * tell: nothing is then sent.
 */
export type MailWriterIn<World> = (
	world: World,
	mail: MailToWrite,
) => MailMessage | undefined | Promise<MailMessage | undefined>;

/** By kind: who writes the message. Set where the service and the command are assembled. */
export type MailWritersIn<World> = Readonly<Record<string, MailWriterIn<World>>>;

/** A message ready for a mail server. */
export interface OutgoingMail {
	/** Without angle brackets; the same at each try, so that a message which arrives twice is shown once. */
	readonly messageId: string;
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly locale: Locale;
	readonly unsubscribe: string | undefined;
}

/**
 * How a try ended: accepted by the mail server; refused for good, because of the address (`ofAddress`) or the message; or to
 * be tried again, `uncertain` when the message may have arrived all the same.
 */
export type SendOutcome =
	| { readonly kind: 'accepted' }
	| { readonly kind: 'refused'; readonly fault: string; readonly ofAddress: boolean }
	| { readonly kind: 'later'; readonly fault: string; readonly uncertain: boolean };

/** Hands a message to a mail server. Never throws. */
export type SendMail = (mail: OutgoingMail) => Promise<SendOutcome>;

/** How a service sends mail. */
export interface MailingIn<World> {
	readonly writers: MailWritersIn<World>;
	/** Absent in a demonstration: its mails leave the service for nowhere, and are read on a page. */
	readonly send?: SendMail;
}
