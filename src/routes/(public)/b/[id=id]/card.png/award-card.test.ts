import { expect, test } from 'vitest';
import type { AwardPage } from '#awards/server';
import { awardCardTexts } from './award-card.ts';

/** What is read of a page: an award that shows the name of its holder. */
const page = (holder: string | null) =>
	({
		...{ holder, institution: 'École des Érables', timeZone: 'America/Toronto' },
		definition: { name: { fr: 'Pratique', en: 'Practice' } },
		award: {
			...{ locale: 'fr', badge: 'practice', basis: null, revokedAt: null, showsName: true },
			awardedAt: new Date('2026-11-28T15:00:00Z'),
		},
	}) as unknown as AwardPage;

test.each(['Ada Tremblay-Roy', 'Émile O’Neil', 'Łukasz Şahin'])('the picture of a link names %s', (name) => {
	expect(awardCardTexts(page(name)).lines.join()).toContain(name);
});

test.each(['ᐊᐃᓇ', 'محمد العربي', '李雷', '👩‍🏫 Ada', 'Zoé ʔ', 'Chloé Nguyễn'])(
	'a name that cannot be drawn as it is written, %s, is left out of it, whole',
	(name) => {
		expect(awardCardTexts(page(name))).toEqual(awardCardTexts(page(null)));
	},
);
