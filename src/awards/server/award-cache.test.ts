import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { awardTables } from '#awards/server';
import { ANONYMOUS } from '#identity';
import { identityTables } from '#identity/server';
import { eachDialect } from '#tests/world';
import { cast, says } from '../../../tests/recognised/cast.ts';
import { awardRequestFor } from '../../../tests/recognised/many.ts';
import { awardPage } from './award-page.ts';
import { awardById } from './award-store.ts';
import { awardToken } from './files/award-token.ts';
import { issueTranslation } from './files/issue-translation.ts';
import { declareKeyCompromised, rotateKey } from './issuers/issuer-keys.ts';
import { issueAwards, resumeIssuances } from './issuing/issue-awards.ts';
import { resumeIssuing } from './issuing/issuing-halt.ts';
import { reissueAwards } from './issuing/reissue-awards.ts';
import { callingThreadSigningPool } from './issuing/signing-pool.ts';
import { publicAwardPageHash, publicSignedTextHash } from './award-cache.ts';
import { erase } from './personal-data.ts';
import { setAwardVisibility } from './set-award-visibility.ts';
import { revokeAward } from './revoke-award.ts';

eachDialect('what is cached of an award', (world) => {
	const later = (seconds: number) => world().setNow(new Date(world().now().getTime() + seconds * 1000));
	const key = () => world().newId();

	/** Issues badges to Ada and Bruno, and publishes them without a name. */
	async function published() {
		const people = await cast(world());
		const holders = [people.ada, people.bruno] as const;
		const outcomes = await issueAwards(
			world(),
			holders.map(({ id }) => awardRequestFor(world(), id, people.here.id)),
			callingThreadSigningPool,
		);
		const ids = outcomes.map((one) => (one.kind === 'issued' ? one.award : ''));
		later(60);
		for (const [at, holder] of holders.entries())
			await setAwardVisibility(world(), holder, ids[at] ?? '', { visibility: 'public', key: key() });
		const [mine = '', other = ''] = ids;
		return { people, mine, other };
	}
	const seen = async (id: string) => ({
		page: await publicAwardPageHash(world(), id),
		text: await publicSignedTextHash(world(), id),
		report: (await awardPage(world(), ANONYMOUS, id)).report,
	});

	test('asked again, the very same report is given; a day later, or for another badge, one is made', async () => {
		const { mine, other } = await published();
		const first = await seen(mine);
		expect(first.report?.verdict).toBe('valid');
		later(23 * 3600);
		expect(await seen(mine)).toEqual(first);
		expect((await seen(mine)).report).toBe(first.report);
		expect((await seen(other)).report).not.toBe(first.report);
		later(2 * 3600);
		const next = await seen(mine);
		expect(next.report).not.toBe(first.report);
		expect(next.report?.verdict).toBe('valid');
	});

	test('a report that could not decide is kept for nobody: the next request has one made', async () => {
		const { mine } = await published();
		const { awards } = awardTables(world().db);
		const { credential } = (await awardById(world().db.read, mine))!;
		const said = JSON.parse(credential!) as { '@context': string[] };
		const unread = { ...said, '@context': [...said['@context'], 'https://exemple.example/context'] };
		const set = { credential: JSON.stringify(unread) };
		await world().db.write((tx) => tx.update(awards).set(set).where(eq(awards.id, mine)));
		const [first, second] = [(await seen(mine)).report, (await seen(mine)).report];
		expect([first?.verdict, second?.verdict]).toEqual(['unknown', 'unknown']);
		expect(second).not.toBe(first);
	});

	test('many who ask at once wait for one check', async () => {
		const { mine } = await published();
		const reports = await Promise.all(
			Array.from({ length: 5 }, async () => (await awardPage(world(), ANONYMOUS, mine)).report),
		);
		expect(new Set(reports).size).toBe(1);
	});

	test('revoked: so it says at the very next request, and the other badge of the list is checked anew', async () => {
		const { people, mine, other } = await published();
		const [before, neighbour] = [await seen(mine), await seen(other)];
		await revokeAward(world(), people.chloe, mine, { reason: 'Donné par erreur.', key: key() });
		const after = await seen(mine);
		expect([after.report?.verdict, after.text]).toEqual(['revoked', before.text]);
		expect(after.page).not.toBe(before.page);
		expect((await seen(other)).page).not.toBe(neighbour.page);
		expect((await seen(other)).report).not.toBe(neighbour.report);
	});

	test('a compromised key, then a new signature: each shows at the very next request', async () => {
		const { people, mine } = await published();
		const before = await seen(mine);
		const kid = (await awardById(world().db.read, mine))?.kid ?? '';
		later(60);
		await declareKeyCompromised(world(), kid, 'Volée.');
		const distrusted = await seen(mine);
		expect(distrusted.page).not.toBe(before.page);
		expect(distrusted.report?.verdict).not.toBe('valid');
		later(60);
		await reissueAwards(world(), { kid, reason: 'Volée.' }, callingThreadSigningPool);
		const anew = await seen(mine);
		expect(anew.report?.verdict).toBe('valid');
		expect(new Set([before.page, distrusted.page, anew.page]).size).toBe(3);
		expect(anew.text).not.toBe(before.text);
		await resumeIssuing(world(), people.here.id);
		await resumeIssuances(world());
	});

	test('erased, or private again: nothing more is public of it', async () => {
		const { people, mine, other } = await published();
		await seen(mine);
		await setAwardVisibility(world(), people.ada, mine, { visibility: 'private', key: key() });
		expect([await publicAwardPageHash(world(), mine), await publicSignedTextHash(world(), mine)]).toEqual([
			undefined,
			undefined,
		]);
		await expect(awardPage(world(), ANONYMOUS, mine)).rejects.toMatchObject({ status: 404 });
		await seen(other);
		await world().db.write((tx) => erase(tx, people.bruno.id, { keepBadges: false, now: world().now() }));
		expect(await publicSignedTextHash(world(), other)).toBeUndefined();
		const nobody = world().newId();
		expect([await publicAwardPageHash(world(), nobody), await publicSignedTextHash(world(), nobody)]).toEqual(
			[undefined, undefined],
		);
	});

	test('whatever else its page shows makes it anew; what it does not show leaves it', async () => {
		const { people, mine } = await published();
		const versions = [(await seen(mine)).page];
		const then = async (change: () => Promise<unknown>) => {
			later(60);
			await change();
			versions.push((await seen(mine)).page);
		};
		await then(() =>
			setAwardVisibility(world(), people.ada, mine, { visibility: 'public-with-name', key: key() }),
		);
		await then(() => awardToken(world(), people.ada, mine));
		await then(() => issueTranslation(world(), people.ada, mine));
		await then(() => rotateKey(world(), people.here.slug));
		const identity = identityTables({ dialect: world().db.dialect });
		await then(() =>
			world().db.write((tx) =>
				tx
					.update(identity.people)
					.set({ displayName: 'Ada Tremblay' })
					.where(eq(identity.people.id, people.ada.id)),
			),
		);
		await then(() =>
			world().db.write((tx) =>
				tx
					.update(identity.institutions)
					.set({ name: 'École des Chênes' })
					.where(eq(identity.institutions.id, people.here.id)),
			),
		);
		expect(new Set(versions).size).toBe(versions.length);
		await says(world(), people.ada, 'collaboration', 2);
		await published();
		expect(await publicAwardPageHash(world(), mine)).toBe(versions.at(-1));
	});
});
