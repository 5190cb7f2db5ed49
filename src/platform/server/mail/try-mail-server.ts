import { connectTo, type Smtp } from './smtp.ts';

/** What a mail server does when a service comes to it, without a message. */
export interface MailServerTry {
	/** It takes the service; nobody answers; it does not offer a safe connection; it refuses name and password. */
	readonly outcome: 'ready' | 'unreachable' | 'no-tls' | 'sign-in-refused';
	/** The server's code, the system's, or what is wrong with TLS; empty when it is ready. */
	readonly code: string;
}

/** What the library says when TLS is not offered, or when its certificate or its version cannot be trusted. */
const OF_TLS = /certificate|altnames|STARTTLS|\bSSL\b|\bTLS\b/i;

/**
 * Connects to the mail server as the service does (TLS, name and password), and hands nothing over. Never
 * throws.
 */
export async function tryMailServer({ url }: Pick<Smtp, 'url'>): Promise<MailServerTry> {
	try {
		(await connectTo(url)).close();
		return { outcome: 'ready', code: '' };
	} catch (error) {
		const {
			code = '',
			responseCode,
			message = '',
		} = error as Error & {
			readonly code?: string;
			readonly responseCode?: number;
		};
		if (code === 'EAUTH') return { outcome: 'sign-in-refused', code: String(responseCode ?? code) };
		if (code === 'ETLS' || OF_TLS.test(message)) return { outcome: 'no-tls', code: message };
		// The system's own code stands in the message, in the place of which the library has one for all.
		return {
			outcome: 'unreachable',
			code: String(responseCode ?? /\bE[A-Z]{4,}\b/.exec(message)?.[0] ?? code),
		};
	}
}
