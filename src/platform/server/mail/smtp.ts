import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMail, SendMail, SendOutcome } from './mail.ts';

/** How long (ms) to wait for the mail server: to be reached, to greet, and for each answer. */
const WAITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
/** How long (ms) a connection stays open after a message, for the next one. */
const IDLE_MS = 5_000;

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
	readonly response?: string;
	readonly command?: string;
	readonly code?: string;
}

/**
 * Whether a refusal is about the address itself, and not about this service or its relay: 550, 551 or 553,
 * whose enhanced code (RFC 3463), where there is one, is about addressing (5.1.x).
 */
function isAboutTheAddress(code: number, response = ''): boolean {
	const [, subject = '1'] = /\b5\.(\d{1,3})\.\d{1,3}\b/.exec(response) ?? [];
	return [550, 551, 553].includes(code) && subject === '1';
}

/** Tells how a try ended from its error, and from whether the message had begun to leave. */
export function outcomeOf(
	{ responseCode, response, command = '', code }: SmtpError,
	handed: boolean,
): SendOutcome {
	const fault = responseCode ? String(responseCode) : (code ?? 'unknown');
	if (responseCode && responseCode >= 500 && ABOUT_THE_MESSAGE.test(command))
		return {
			kind: 'refused',
			fault,
			ofAddress: command === 'RCPT TO' && isAboutTheAddress(responseCode, response),
		};
	return { kind: 'later', fault, uncertain: handed && responseCode === undefined };
}

/** Makes a stream of the message that says when the server asked for it: from then on it may arrive. */
function streamOf(bytes: Buffer, onHanded: () => void): Readable {
	const stream = Readable.from([bytes]);
	const pipe = stream.pipe.bind(stream);
	stream.pipe = ((...to: Parameters<typeof pipe>) => {
		onHanded();
		return pipe(...to);
	}) as typeof stream.pipe;
	return stream;
}

/** Names of this machine itself: only there may a message travel without TLS. */
const THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

const done = (work: (callback: (error?: unknown) => void) => void) =>
	new Promise<void>((yes, no) => work((error) => (error ? no(error as Error) : yes())));

/**
 * Opens a connection to a mail server. It must offer TLS unless it is on this machine, or its address says
 * `?requireTLS=false`.
 */
export async function connectTo(url: string): Promise<SMTPConnection> {
	const [{ default: Connection }, { parseConnectionUrl }] = await Promise.all([
		import('nodemailer/lib/smtp-connection'),
		import('nodemailer/lib/shared'),
	]);
	const { auth, ...options } = parseConnectionUrl(url);
	const requireTLS = !options.secure && !THIS_MACHINE.test(options.host ?? '');
	const connection = new Connection({ requireTLS, ...options, ...WAITS });
	try {
		await new Promise<void>((connected, failed) => {
			connection.once('error', failed);
			connection.connect((error) => (error ? failed(error) : connected()));
		});
		// From here on, the message under way is told of an error.
		connection.removeAllListeners('error').on('error', () => undefined);
		if (auth) await done((callback) => connection.login(auth, callback));
		return connection;
	} catch (error) {
		// A server that refused the name and the password would hold the connection open until it tires.
		connection.removeAllListeners('error').on('error', () => undefined);
		connection.close();
		throw error;
	}
}

/** Writes a message as RFC 5322 asks. Nothing in it makes this service fetch an address or read a file. */
async function composed(mail: OutgoingMail, from: string) {
	const { messageId, to, subject, text, html, locale, unsubscribe } = mail;
	const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
	const message = new MailComposer({
		// One mailbox, whatever signs the address holds: never a group or a comment (RFC 5322, section 3.4).
		...{ from, to: { name: '', address: to }, subject, text, html },
		messageId: `<${messageId}>`,
		headers: {
			'Content-Language': `${locale}-CA`,
			'Auto-Submitted': 'auto-generated',
			...(unsubscribe && {
				'List-Unsubscribe': `<${unsubscribe}>`,
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			}),
		},
		...{ disableFileAccess: true, disableUrlAccess: true },
	}).compile();
	return { envelope: message.getEnvelope(), bytes: await message.build() };
}

/**
 * Makes the function that hands messages to a mail server by SMTP (RFC 5321), one at a time, over a connection
 * that stays open for some seconds.
 */
export function smtpSender({ url, from }: Smtp): { readonly send: SendMail; readonly close: () => void } {
	let connection: SMTPConnection | undefined;
	let idle: NodeJS.Timeout | undefined;
	const close = () => {
		clearTimeout(idle);
		connection?.close();
		connection = undefined;
	};
	async function send(mail: OutgoingMail): Promise<SendOutcome> {
		let handed = false;
		clearTimeout(idle);
		try {
			const { envelope, bytes } = await composed(mail, from);
			if (!connection || connection.destroyed) connection = await connectTo(url);
			const using = connection;
			const message = streamOf(bytes, () => (handed = true));
			await done((callback) => using.send(envelope, message, callback));
			idle = setTimeout(close, IDLE_MS).unref();
			return { kind: 'accepted' };
		} catch (error) {
			close();
			return outcomeOf(error as SmtpError, handed);
		}
	}
	return { send, close };
}
