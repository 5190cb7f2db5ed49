import { Readable } from 'node:stream';
import type { OutgoingMail, SendMail, SendOutcome } from './mail.ts';

/** How long (ms) to wait for the mail server: to be reached, to greet, and for each answer. */
const WAITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** The mail server to hand messages to, and the address they come from. */
export interface Smtp {
	/** `smtp://` or `smtps://` address, with name and password if the server asks for them. */
	readonly url: string;
	/** The sender, such as `Macaron <macaron@exemple.qc.ca>`. */
	readonly from: string;
}

/** The commands whose refusal (5xx) is about this message or its address, and not about the service. */
const ABOUT_THE_MESSAGE = /^(RCPT TO|DATA)$/;

/** What an error of the SMTP library says: the server's code and the command it answers, if it answered. */
interface SmtpError {
	readonly responseCode?: number;
	readonly command?: string;
	readonly code?: string;
}

/** Tells how a try ended from its error, and from whether the message had been handed over whole. */
export function outcomeOf({ responseCode, command = '', code }: SmtpError, handed: boolean): SendOutcome {
	const fault = responseCode ? String(responseCode) : (code ?? 'unknown');
	if (responseCode && responseCode >= 500 && ABOUT_THE_MESSAGE.test(command))
		return { kind: 'refused', fault };
	return { kind: 'later', fault, uncertain: handed && responseCode === undefined };
}

/**
 * Makes the function that hands messages to a mail server by SMTP (RFC 5321), over at most two connections that
 * are kept open between messages.
 */
export function smtpSender({ url, from }: Smtp): { readonly send: SendMail; readonly close: () => void } {
	let opened: ReturnType<typeof open> | undefined;
	// Imported at the first message: most commands send none.
	async function open() {
		const [{ createTransport }, { default: MailComposer }] = await Promise.all([
			import('nodemailer'),
			import('nodemailer/lib/mail-composer'),
		]);
		const transport = createTransport({ url, pool: true, maxConnections: 2, ...WAITS });
		return { transport, MailComposer };
	}
	async function send({ messageId, to, subject, text, html, locale }: OutgoingMail): Promise<SendOutcome> {
		let handed = false;
		try {
			const { transport, MailComposer } = await (opened ??= open());
			const composed = new MailComposer({
				...{ from, to, subject, text, html },
				messageId: `<${messageId}>`,
				headers: { 'Content-Language': `${locale}-CA`, 'Auto-Submitted': 'auto-generated' },
				// Nothing of a message may make this service fetch an address or read a file.
				...{ disableFileAccess: true, disableUrlAccess: true },
			}).compile();
			const envelope = composed.getEnvelope();
			const bytes = await composed.build();
			// A stream, so that it is known whether the message had left when the connection broke.
			const raw = Readable.from(
				(function* () {
					yield bytes;
					handed = true;
				})(),
			);
			await transport.sendMail({ envelope, raw });
			return { kind: 'accepted' };
		} catch (error) {
			return outcomeOf(error as SmtpError, handed);
		}
	}
	return { send, close: () => void opened?.then(({ transport }) => transport.close()) };
}
