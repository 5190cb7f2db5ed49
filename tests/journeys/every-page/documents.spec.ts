import { expect } from '@playwright/test';
import { test } from '../fixtures.ts';

/** The documents of an award and its issuer that programs fetch: name, media type and cache policy. */
const DOCUMENTS = [
	['did.json', 'application/did+json', 'public, max-age=300'],
	['key', 'application/jwk+json', 'public, max-age=300'],
	['status', 'application/vc+ld+json', 'public, max-age=300'],
	['json', 'application/vc+ld+json', 'public, no-cache'],
	['jwt', 'text/plain', 'public, no-cache'],
] as const;

test('what programs fetch says what it is, how long it may be kept, and when it has not changed', async ({
	cast,
}) => {
	const { award, issuer, key } = cast.things;
	const body = `${cast.service.origin}/i/${issuer}`;
	const at = {
		'did.json': `${body}/did.json`,
		key: `${body}/keys/${key}`,
		status: `${body}/status/1`,
		json: `${cast.service.origin}/b/${award}.json`,
		jwt: `${cast.service.origin}/b/${award}.jwt`,
	};
	// The first request for a token creates the key that signs tokens, which did.json then lists.
	await fetch(at.jwt);
	for (const [name, type, cache] of DOCUMENTS) {
		const first = await fetch(at[name]);
		expect([
			name,
			first.status,
			first.headers.get('content-type'),
			first.headers.get('cache-control'),
		]).toEqual([...[name, 200, type, cache]]);
		const etag = first.headers.get('etag') ?? '';
		expect(etag).toMatch(/^(W\/)?"[^"]+"$/);
		const again = await fetch(at[name], { headers: { 'if-none-match': etag } });
		expect([name, again.status, await again.text()]).toEqual([name, 304, '']);
		const other = await fetch(at[name], { headers: { 'if-none-match': '"autre"' } });
		expect([name, other.status, await other.text()]).toEqual([name, 200, await first.text()]);
	}
	const token = await (await fetch(at.jwt)).text();
	const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
		kid: string;
	};
	const jwk = (await (await fetch(kid)).json()) as Record<string, string>;
	expect(jwk).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' });
	expect(jwk).not.toHaveProperty('d');
	const document = (await (await fetch(at['did.json'])).json()) as {
		verificationMethod: { publicKeyJwk?: object }[];
	};
	expect(document.verificationMethod).toContainEqual(expect.objectContaining({ publicKeyJwk: jwk }));
});
