import { expect, test } from 'vitest';
import { didDocument, verifyBadge } from './index.ts';
import { LARGEST_ISSUER_DOCUMENT } from './limits.ts';
import { optionsWithAllSources, DID, issued, KEY } from './worked-example.fixture.ts';

const document = didDocument({ did: DID, keys: [KEY] });
const whole = JSON.stringify(document);
const padded = (bytes: number) => whole.replace('{', `{"x":"${'a'.repeat(bytes - whole.length - 7)}",`);

/**
 * The reasons of the steps `issuer` and `binding` for a badge whose issuer's site serves `text` as its
 * document.
 */
async function said(text: string, address?: string) {
	const given = { kind: 'text', text, ...(address === undefined ? {} : { address }) } as const;
	const { checks } = await verifyBadge(
		await issued(),
		await optionsWithAllSources({ resolveIssuer: () => given }),
	);
	const reason = (id: string) => checks.find((one) => one.id === id)?.reason;
	return [reason('issuer'), reason('binding')];
}

test.each([
	['the document', whole, ['found', 'bound']],
	['as large as is read', padded(LARGEST_ISSUER_DOCUMENT), ['found', 'bound']],
	['larger than is read', padded(LARGEST_ISSUER_DOCUMENT + 1), ['too-large', 'unproven']],
	[
		'larger in bytes than in characters',
		padded(LARGEST_ISSUER_DOCUMENT - 1).replace('aa', 'éé'),
		['too-large', 'unproven'],
	],
	['no JSON', '<p>Bonjour</p>', ['unreachable', 'unproven']],
	['a key twice', whole.replace('{', '{"id":"did:web:autre.example",'), ['unreachable', 'unproven']],
	['a list', `[${whole}]`, ['unreachable', 'unproven']],
	['nothing', '', ['unreachable', 'unproven']],
	['nested without end', '['.repeat(500_000), ['unreachable', 'unproven']],
	[
		'of somebody else',
		JSON.stringify({ ...document, id: 'did:web:autre.example' }),
		['mismatch', 'unproven'],
	],
])('an issuer’s document as its site gave it, %s', async (_what, text, expected) => {
	expect(await said(text)).toEqual(expected);
});

test('where it stands in the end is judged as that of any document', async () => {
	expect(await said(whole, 'https://autre.example/did.json')).toEqual(['unreachable', 'unproven']);
});
