import { request } from 'node:http';

/** How long (ms) a service of this machine may take to say that it lives. */
const WAIT_MS = 3_000;

/**
 * Asks a port of this machine whether a service of ours lives there: `lives`; `silent` when nobody listens or
 * answers in time; `another` when something else answers.
 */
export function askOwnPort(port: number): Promise<'lives' | 'silent' | 'another'> {
	return new Promise((done) => {
		const asked = request({ host: 'localhost', port, path: '/livez', timeout: WAIT_MS }, (res) => {
			let said = '';
			res.on('data', (part) => (said = (said + String(part)).slice(0, 16)));
			res.on('close', () => done(res.statusCode === 200 && said === 'ok\n' ? 'lives' : 'another'));
		});
		asked.on('timeout', () => asked.destroy());
		asked.on('error', (error: NodeJS.ErrnoException) =>
			done(/^HPE_/.test(error.code ?? '') ? 'another' : 'silent'),
		);
		asked.end();
	});
}
