import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createInstitution, identityTables } from '#identity/server';
import { dialectOf, preparedQuery, type Queries } from '#platform/server';
import { askedBy } from './asked.ts';
import { eachDialect } from './world.ts';

eachDialect('a prepared query', (world) => {
	test('is built once, and answers what is there for each value, before and inside a write unit that is undone', async () => {
		const of = (q: Queries) => identityTables({ dialect: dialectOf(q) });
		let built = 0;
		const bySlug = preparedQuery((q) => {
			built += 1;
			const { institutions } = of(q);
			return q
				.select({ name: institutions.name })
				.from(institutions)
				.where(eq(institutions.slug, sql.placeholder('slug')));
		});
		const { read, write } = world().db;
		for (const slug of ['ecole-a', 'ecole-b'])
			await createInstitution(world(), { slug, name: slug, kind: 'service-centre' });
		const { asked } = await askedBy(async () => {
			for (const slug of ['ecole-a', 'ecole-b', 'ecole-a', 'none'])
				expect(await bySlug(read, { slug })).toEqual(slug === 'none' ? [] : [{ name: slug }]);
		});
		expect([built, asked.length, new Set(asked).size]).toEqual([1, 4, 1]);
		const undone = new Error('undone');
		const work = async (tx: Queries) => {
			await tx.update(of(tx).institutions).set({ name: 'c' });
			expect(await bySlug(tx, { slug: 'ecole-a' })).toEqual([{ name: 'c' }]);
			throw undone;
		};
		await expect(write(work)).rejects.toBe(undone);
		expect(await bySlug(read, { slug: 'ecole-a' })).toEqual([{ name: 'ecole-a' }]);
	});
});
