import { expect, test } from 'vitest';
import {
	generateEd25519Key,
	issueCredential,
	type JsonObject,
	parseStrictJson,
	type Report,
	signerFromPkcs8,
} from '#openbadges';
import { eachDialect } from '#tests/world';
import { awardById } from './award-store.ts';
import { cast, says, trains } from '../../../tests/recognised/cast.ts';
import { issuerById } from './issuers/issuer-store.ts';
import { declareKeyCompromised } from './issuers/issuer-keys.ts';
import { issuerAt, signerOf } from './issuers/issuers.ts';
import { setAwardVisibility } from './set-award-visibility.ts';
import { awardBadgesByRule } from '../../applications/server/award-badges-by-rule.ts';
import { verifyFileOrText } from '../../verification/server/verify-given.ts';

const refresh = ({ checks }: Report) => checks.find(({ id }) => id === 'refresh');

eachDialect('what a verification tells of the awards kept here', (world) => {
	async function given() {
		const { ada } = await cast(world());
		await says(world(), ada, 'communication', 1);
		await trains(world(), ada, 'communication', 150);
		const [award] = await awardBadgesByRule(world(), ada.id, 'fr');
		const id = award?.id ?? '';
		const credential = parseStrictJson(
			(await awardById(world().db.read, id))?.credential ?? '',
		) as JsonObject;
		return { ada, id, credential };
	}

	/** Signs a badge with the id of a real one and an older date, with a key that anybody could make. */
	async function forged(credential: JsonObject, issuer: unknown): Promise<JsonObject> {
		const { pkcs8, multikey } = generateEd25519Key();
		const own = `did:key:${multikey}`;
		const signer = { ...signerFromPkcs8(pkcs8, own), verificationMethod: `${own}#${multikey}` };
		const { proof: _proof, credentialStatus: _status, ...rest } = credential;
		const named = issuer === undefined ? { id: own, type: ['Profile'], name: 'Moi' } : issuer;
		const unsigned = { ...rest, issuer: named, validFrom: '2020-01-01T00:00:00Z' } as JsonObject;
		return issueCredential(unsigned, { key: signer, created: new Date('2026-10-01T00:00:00Z') });
	}

	test('whoever knows the id of an award learns neither that it exists nor since when', async () => {
		const { ada, id, credential } = await given();
		const unknown = { ...credential, id: String(credential['id']).replace(id, '0'.repeat(26)) };
		for (const published of [false, true]) {
			if (published)
				await setAwardVisibility(world(), ada, id, { visibility: 'public', key: world().newId() });
			for (const issuer of [undefined, credential['issuer']]) {
				const [told, other] = await Promise.all(
					[credential, unknown].map(async (one) =>
						verifyFileOrText(world(), JSON.stringify(await forged(one, issuer))),
					),
				);
				expect(refresh(told as Report)).toMatchObject({ reason: 'none', params: {} });
				expect(refresh(told as Report)).toEqual(refresh(other as Report));
				expect(told?.verdict).toBe(other?.verdict);
				expect(told?.verdict).not.toBe('valid');
			}
		}
	});

	test('nor does whoever stole the key it was signed with, before it is published', async () => {
		const { ada, id, credential } = await given();
		const award = await awardById(world().db.read, id);
		const signer = await signerOf(
			world(),
			await issuerAt(world(), (await issuerById(world().db.read, award?.issuer ?? ''))?.slug ?? ''),
		);
		const { proof: _proof, credentialStatus: _status, ...rest } = credential;
		const unsigned = { ...rest, validFrom: '2020-01-01T00:00:00Z' } as JsonObject;
		const stolen = await issueCredential(unsigned, { key: signer, created: world().now() });
		const told = async () => verifyFileOrText(world(), JSON.stringify(stolen));
		// While the key is trusted, its signature counts as the issuer's, so the report mentions the newer
		// copy.
		expect(refresh(await told())?.reason).toBe('newer-stands');
		await declareKeyCompromised(world(), signer.kid, 'Clé volée.');
		expect((await told()).checks.find((one) => one.id === 'binding')?.reason).toBe('key-withdrawn');
		expect(refresh(await told())).toMatchObject({ reason: 'none', params: {} });
		await setAwardVisibility(world(), ada, id, { visibility: 'public', key: world().newId() });
		expect(refresh(await told())?.reason).toBe('newer-stands');
	});

	test('nor does the holder of the badge itself hear of another that is not newer', async () => {
		const { credential } = await given();
		const report = await verifyFileOrText(world(), JSON.stringify(credential));
		expect([report.verdict, refresh(report)?.reason]).toEqual(['valid', 'none']);
	});
});
