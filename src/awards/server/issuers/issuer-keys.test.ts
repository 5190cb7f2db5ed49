import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureKeyFile, fileSeal } from '#platform/server';
import { eachDialect } from '#tests/world';
import { awardById } from '../award-store.ts';
import { cast, enter, says, trains } from '../../../../tests/recognised/cast.ts';
import { badgeKeysOf, setSealed } from './issuer-store.ts';
import { ensureIssuer, issuerAt, issuerPublicKey, signerOf } from './issuers.ts';
import { declareKeyCompromised, planKey, resealKeys, rotateKey } from './issuer-keys.ts';
import { awardBadgesByRule } from '../../../applications/server/award-badges-by-rule.ts';
import { signedStatusList } from './status-lists.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';

eachDialect('keys of an issuing body', (world) => {
	async function exploration(people: Awaited<ReturnType<typeof cast>>, who = people.ada) {
		await says(world(), who, 'communication', 1);
		await trains(world(), who, 'communication', 120);
		const [given] = await awardBadgesByRule(world(), who.id, 'fr');
		const award = await awardById(world().db.read, given?.id ?? '');
		if (!award?.credential) throw new Error('The award has its text.');
		return { ...award, credential: award.credential };
	}
	const learner = (people: Awaited<ReturnType<typeof cast>>) =>
		enter(world(), 'Emile', [{ institution: people.here.id, role: 'learner', audience: 'student' }]);
	const later = (hours: number) => world().setNow(new Date(world().now().getTime() + hours * 3_600_000));
	const verdict = async (text: string) => (await verifyFileOrText(world(), text)).verdict;

	test('rotated: a new key signs, the earlier one stays listed and trusted, what it signed stays valid', async () => {
		const people = await cast(world());
		const first = await exploration(people);
		later(1);
		const { slug } = people.here;
		const { active, retired } = await rotateKey(world(), slug);
		expect(retired).toBe(first.kid);
		const second = await exploration(people, await learner(people));
		expect(second.kid).toBe(active);
		expect([await verdict(first.credential), await verdict(second.credential)]).toEqual(['valid', 'valid']);
		const { keys, document, did } = await issuerAt(world(), slug);
		expect(keys).toMatchObject([
			{ multikey: retired, state: 'retired', endedAt: world().now() },
			{ multikey: active, state: 'active', endedAt: null },
		]);
		expect(document.verificationMethod).toHaveLength(2);
		expect(document.assertionMethod).toEqual([`${did}#${retired}`, `${did}#${active}`]);
		expect((await issuerPublicKey(world(), slug, retired ?? '')).kid).toBe(retired);
	});

	test('planned: told to nobody, then put to work by the next rotation', async () => {
		const people = await cast(world());
		await exploration(people);
		const { slug } = people.here;
		const { planned } = await planKey(world(), slug);
		expect(await planKey(world(), slug)).toEqual({ planned, tokens: [] });
		expect(JSON.stringify((await issuerAt(world(), slug)).document)).not.toContain(planned);
		await expect(issuerPublicKey(world(), slug, planned)).rejects.toMatchObject({ status: 404 });
		later(1);
		expect((await rotateKey(world(), slug)).active).toBe(planned);
		expect((await exploration(people, await learner(people))).kid).toBe(planned);
	});

	test('compromised: listed, trusted no more; its badges are refused, its status list signed anew', async () => {
		const people = await cast(world());
		const first = await exploration(people);
		const issuer = await ensureIssuer(world(), people.here.id);
		const before = await signedStatusList(world(), issuer, 1);
		later(1);
		const { replacedBy, badges } = await declareKeyCompromised(world(), first.kid, 'Copie trouvée.');
		expect([badges, replacedBy]).toEqual([1, expect.stringMatching(/^z6Mk/)]);
		expect(await verdict(first.credential)).not.toBe('valid');
		const { document, did } = await issuerAt(world(), people.here.slug);
		expect(document.verificationMethod.map(({ id }) => id)).toEqual([
			`${did}#${first.kid}`,
			`${did}#${replacedBy}`,
		]);
		expect(document.assertionMethod).toEqual([`${did}#${replacedBy}`]);
		await expect(issuerPublicKey(world(), people.here.slug, first.kid)).rejects.toMatchObject({
			status: 404,
		});
		const after = await signedStatusList(world(), issuer, 1);
		expect(before.text).toContain(first.kid);
		expect(after.text).toContain(replacedBy);
		const second = await exploration(people, await learner(people));
		expect(await verdict(second.credential)).toBe('valid');
		await expect(declareKeyCompromised(world(), first.kid, 'Encore.')).rejects.toMatchObject({ status: 409 });
		await expect(declareKeyCompromised(world(), 'z6MkNobody', 'Non.')).rejects.toMatchObject({ status: 404 });
	});

	test('a sealed key opens for its own issuer and id only: two swapped ones open for neither', async () => {
		const [here, there] = [await cast(world()), await cast(world())];
		await exploration(here);
		await exploration(there);
		const issuers = [await ensureIssuer(world(), here.here.id), await ensureIssuer(world(), there.here.id)];
		const [a, b] = await Promise.all(
			issuers.map(async ({ id }) => (await badgeKeysOf(world().db.read, id))[0]),
		);
		if (!a || !b) throw new Error('Both have a key.');
		await world().db.write(async (tx) => {
			await setSealed(tx, a.multikey, b.sealedPrivate);
			await setSealed(tx, b.multikey, a.sealedPrivate);
		});
		for (const issuer of issuers)
			await expect(signerOf(world(), issuer)).rejects.toMatchObject({ code: 'platform.key-missing' });
		await world().db.write(async (tx) => {
			await setSealed(tx, a.multikey, a.sealedPrivate);
			await setSealed(tx, b.multikey, b.sealedPrivate);
		});
		for (const issuer of issuers) await signerOf(world(), issuer);
	});

	test('a private key is wiped from the memory that it was opened in, once somebody has it', async () => {
		const people = await cast(world());
		await exploration(people);
		const issuer = await ensureIssuer(world(), people.here.id);
		const opened: Uint8Array[] = [];
		const seal = {
			...world().seal,
			open: (sealed: string, bound: string) => {
				const plain = world().seal.open(sealed, bound);
				opened.push(plain);
				return plain;
			},
		};
		await signerOf({ ...world(), seal }, issuer);
		expect(opened).toHaveLength(1);
		expect(opened[0]!.length).toBeGreaterThan(32);
		expect([...opened[0]!].every((byte) => byte === 0)).toBe(true);
	});

	test('sealed anew: the new key opens all, the earlier one none; a repeat finishes; a stranger changes nothing', async () => {
		const people = await cast(world());
		const { credential } = await exploration(people);
		const issuer = await ensureIssuer(world(), people.here.id);
		const folder = mkdtempSync(join(tmpdir(), 'macaron-reseal-'));
		const sealAt = (name: string) => {
			ensureKeyFile(join(folder, name));
			return fileSeal(join(folder, name));
		};
		const moved = { ...world(), seal: sealAt('new') };
		await expect(resealKeys(moved, sealAt('stranger'))).rejects.toMatchObject({
			code: 'recognition.key-does-not-open',
		});
		await signerOf(world(), issuer);
		const { resealed, already } = await resealKeys(moved, world().seal);
		expect([resealed > 0, already]).toEqual([true, 0]);
		await signerOf(moved, issuer);
		await expect(signerOf(world(), issuer)).rejects.toMatchObject({ code: 'platform.key-missing' });
		expect(await resealKeys(moved, world().seal)).toEqual({ resealed: 0, already: resealed });
		expect(await verdict(credential)).toBe('valid');
		// One key is put back under the earlier seal, as if sealing had stopped halfway: it is sealed again,
		// the others stay.
		const [kid] = (await badgeKeysOf(world().db.read, issuer.id)).map(({ multikey }) => multikey);
		const pkcs8 = moved.seal.open(
			(await badgeKeysOf(world().db.read, issuer.id))[0]?.sealedPrivate ?? '',
			`${issuer.did}#${kid}`,
		);
		await world().db.write((tx) =>
			setSealed(tx, kid ?? '', world().seal.seal(pkcs8, `${issuer.did}#${kid}`)),
		);
		expect(await resealKeys(moved, world().seal)).toEqual({ resealed: 1, already: resealed - 1 });
		await resealKeys(world(), moved.seal);
		rmSync(folder, { recursive: true, force: true });
	});
});
