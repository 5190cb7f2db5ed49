import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as the mail server received it. */
export interface ReceivedMail {
	readonly to: readonly string[];
	/** The message as it was sent, headers included. */
	readonly source: string;
	readonly messageId: string;
}

/**
 * What the server does with a message, by its recipient: takes it; refuses the address or the message for good,
 * or for now; ends the connection before the message, or after it without an answer.
 */
export type Treatment = 'take' | 'no-such-address' | 'spam' | 'busy' | 'hang-up-before' | 'hang-up-after';

/** A mail server on loopback (SMTP, RFC 5321) that treats messages as a test decides. */
export interface LoopbackMailServer {
	readonly url: string;
	/** Every message that was received whole, even where the sender was not told so. */
	readonly received: readonly ReceivedMail[];
	/** How many times each recipient was named. */
	readonly tries: ReadonlyMap<string, number>;
	/** Calls `told` for each message that was received whole, before its sender is answered. */
	onReceived(told: () => void): void;
	close(): Promise<void>;
}

const answer = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode });

/** Starts a mail server; `treat` says what it does with the n-th try (from 1) for a recipient. */
export async function startMailServer(
	treat: (recipient: string, nth: number) => Treatment = () => 'take',
	port = 0,
): Promise<LoopbackMailServer> {
	const received: ReceivedMail[] = [];
	const tries = new Map<string, number>();
	let told = () => {};
	const treatments = new WeakMap<object, Treatment>();
	const hangUp = (session: { id: string }) => {
		for (const connection of server.connections)
			if (connection.session.id === session.id) connection._socket.destroy();
	};
	const server = new SMTPServer({
		authOptional: true,
		hideSTARTTLS: true,
		disableReverseLookup: true,
		onRcptTo({ address }, session, done) {
			const nth = (tries.get(address) ?? 0) + 1;
			tries.set(address, nth);
			const treatment = treat(address, nth);
			treatments.set(session, treatment);
			if (treatment === 'hang-up-before') return hangUp(session);
			if (treatment === 'no-such-address') return done(answer('No such address', 550));
			if (treatment === 'busy') return done(answer('Try again later', 451));
			done();
		},
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const treatment = treatments.get(session);
				if (treatment === 'spam') return done(answer('Looks like spam', 554));
				const source = Buffer.concat(chunks).toString();
				const [, messageId = ''] = /^Message-ID:\s*<([^>]+)>/im.exec(source) ?? [];
				received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source, messageId });
				told();
				if (treatment === 'hang-up-after') return hangUp(session);
				done();
			});
		},
	});
	server.on('error', () => undefined);
	await new Promise<void>((listening) => void server.listen(port, '127.0.0.1', listening));
	const { port: opened } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${opened}`,
		received,
		tries,
		onReceived: (next) => void (told = next),
		close: () => {
			// A sender keeps its connection for some seconds: nobody waits for that.
			for (const connection of server.connections) connection._socket.destroy();
			return new Promise((closed) => server.close(closed));
		},
	};
}
