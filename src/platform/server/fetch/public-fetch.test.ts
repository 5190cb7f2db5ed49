import { expect, test } from 'vitest';
import { readSettings } from '../settings.ts';
import { publicFetch, userAgentOf } from './public-fetch.ts';

const ORIGIN = 'https://macaron.example';
const document = { accept: 'document', plainHttp: true } as const;

test.each([
	['as it comes', {}],
	['with every setting opened', { OUTBOUND: 'on', LEGACY_HTTP: 'on' }],
	[
		'with what other programs obey',
		{ NODE_TLS_REJECT_UNAUTHORIZED: '0', NO_PROXY: '*', ALLOW_LOOPBACK: '1' },
	],
])('the service’s own, %s: nothing of this machine or of its network is asked', async (_name, env) => {
	const fetch = publicFetch(readSettings({ ORIGIN, ...env }));
	for (const host of ['127.0.0.1', '[::1]', '2130706433', '0', '10.0.0.7', '169.254.169.254', '[fd00::1]']) {
		expect(await fetch(`https://${host}/`, document)).toEqual({ kind: 'refused', why: 'address' });
		expect(await fetch(`http://${host}/`, document)).toEqual({ kind: 'refused', why: 'address' });
	}
	expect(await fetch(`${ORIGIN}/b/1`, document)).toEqual({ kind: 'refused', why: 'own-host' });
});

test.each([
	[{ ORIGIN }, 'Macaron (+https://macaron.example/verify)'],
	[{}, 'Macaron'],
])('of %j, other sites are told « %s »', (env, said) => {
	expect(userAgentOf(readSettings(env))).toBe(said);
});

test('nothing at all is asked when nothing may go out', async () => {
	const fetch = publicFetch(readSettings({ ORIGIN, OUTBOUND: 'off' }));
	expect(await fetch('https://site.example/', document)).toEqual({ kind: 'refused', why: 'outbound-off' });
});

test('a setting that is neither on nor off is told', () => {
	expect(() => readSettings({ OUTBOUND: 'maybe', LEGACY_HTTP: '1' })).toThrow(
		/OUTBOUND must be on or off[\s\S]*LEGACY_HTTP must be on or off/,
	);
});
