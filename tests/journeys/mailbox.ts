import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that arrived, as its reader sees it. */
export interface Mail {
	readonly to: readonly string[];
	readonly headers: string;
	readonly subject: string;
	/** The part in plain text. */
	readonly text: string;
	/** The address that the mail asks to open. */
	readonly link: string;
}

/** A mail server on this machine, and what it received. */
export interface Mailbox {
	/** Its address, for SMTP_URL. */
	readonly url: string;
	readonly mails: readonly Mail[];
	close(): Promise<void>;
}

const bytesOf = (text: string, encoding: string) =>
	/base64/i.test(encoding)
		? Buffer.from(text, 'base64')
		: Buffer.from(
				text
					.replace(/=\r?\n/g, '')
					.replace(/=([0-9A-F]{2})/g, (_, byte: string) => String.fromCharCode(parseInt(byte, 16))),
				'latin1',
			);

/** Decodes the words of a header that are not ASCII (RFC 2047). */
const headerText = (value: string) =>
	value
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
			bytesOf(text.replace(/_/g, ' '), encoding === 'B' ? 'base64' : '').toString(),
		);

function readMail(raw: string, to: readonly string[]): Mail {
	const [headers = ''] = raw.split('\r\n\r\n', 1);
	const unfolded = headers.replace(/\r\n[ \t]+/g, ' ');
	const boundary = /boundary="([^"]+)"/.exec(unfolded)?.[1] ?? '';
	const part = raw.split(`--${boundary}`).find((one) => /^content-type: text\/plain/im.test(one)) ?? '';
	const [top = '', ...rest] = part.split('\r\n\r\n');
	const encoding = /^content-transfer-encoding: (.*)$/im.exec(top)?.[1] ?? '';
	const text = bytesOf(rest.join('\r\n\r\n'), encoding).toString().replaceAll('\r\n', '\n');
	return {
		...{ to, headers: unfolded, text },
		subject: headerText(/^subject: (.*)$/im.exec(unfolded)?.[1] ?? ''),
		link: /^http\S+$/m.exec(text)?.[0] ?? '',
	};
}

/** Starts a mail server on this machine, which accepts every mail. */
export async function openMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData(stream, { envelope }, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = envelope.rcptTo.map(({ address }) => address);
				mails.push(readMail(Buffer.concat(chunks).toString('latin1'), to));
				done();
			});
		},
	});
	await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		mails,
		close: () => new Promise<void>((closed) => void server.close(() => closed())),
	};
}
