import { expect, test } from 'vitest';
import { framework } from '#framework/server';
import { m } from '#messages';
import { profileOfTrial } from '#profile/server';
import { pageOf } from '#tests/rendered-page';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { strengthsBlocks, toWorkOnBlocks } from '#presentation/sheet/strengths-and-work.ts';
import { trialSheet } from '#presentation/sheet/trial-sheet.ts';
import type { Block } from '#ui/server/pdf/pdf.ts';
import Result from './Result.svelte';

test('what the drawing shows is said once, in the sentence under it', () => {
	const trial = {
		texts: { all: { levels: { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' } } },
		said: framework('crcn-2019').dimensions.map(({ slug, number, title, short }) => ({
			dimension: { slug, number, title: title.fr, short: short.fr },
			said: { standing: number === 1 ? 'advanced' : 'not-situated' },
		})),
	};
	const { body } = pageOf(Result as never, { trial });
	const sentences = [...body.matchAll(/<(?:p|desc)\b[^>]*>([^<]{20,})</g)].map(([, text]) => text);
	expect(sentences.length).toBeGreaterThan(2);
	expect(new Set(sentences).size).toBe(sentences.length);
	// The links are the names beside the drawing: the drawing itself is for eyes and pointers only.
	expect(body).toMatch(/<figure aria-label="[^"]+"/);
	expect(body).toMatch(/<svg[^>]*aria-hidden="true"/);
});

/** Answers of invented guests, for some of the twelve dimensions: one letter each, from 0 to 4 or none. */
const guests = [
	'4-----------',
	'2-----------',
	'24----------',
	'444---------',
	'444444444444',
	'012343210123',
];

test.each(guests)(
	'%s: the page, its sheet and the sheet of a profile list the same, nothing twice',
	(given) => {
		const { dimensions } = framework('crcn-2019');
		const answers = dimensions.flatMap(({ slug }, at) =>
			given[at] === '-'
				? []
				: [{ statement: `teacher-${slug}-2`, answer: Number(given[at]) as 0 | 1 | 2 | 3 | 4 }],
		);
		const profile = profileOfTrial({ version: 'crcn-2019', audience: 'teacher', answers });
		const levels = levelNames('crcn-2019', 'fr');
		const trial = {
			texts: { all: { levels } },
			said: profile.dimensions.map(({ slug, number, dimension: { title, short }, said }) => ({
				...{ dimension: { slug, number, title: title.fr, short: short.fr }, said: { standing: said } },
			})),
		};
		const { body } = pageOf(Result as never, { trial });
		const numbersUnder = (id: string) =>
			[
				...(body.split(`id="${id}"`)[1]?.split('</section>')[0] ?? '').matchAll(/data-dimension="(\d+)"/g),
			].map(([, number]) => Number(number));
		const strengths = numbersUnder('strengths');
		const toWorkOn = numbersUnder('work');
		expect(toWorkOn.length).toBeGreaterThan(0);
		expect(strengths.filter((number) => toWorkOn.includes(number))).toEqual([]);
		const listed = (blocks: readonly Block[]) =>
			blocks
				.flatMap((block) => (block.kind === 'list' ? block.items : []))
				.map((item) => parseInt(String(item), 10));
		expect(listed(strengthsBlocks(profile, levels, 'fr'))).toEqual(strengths);
		expect(listed(toWorkOnBlocks(profile, levels, 'fr'))).toEqual(toWorkOn);
		const { blocks } = trialSheet(profile, { locale: 'fr', now: new Date('2026-11-29T12:00:00Z') });
		const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === m.profile_strengths());
		expect(listed(blocks.slice(at + 1, at + 2))).toEqual(strengths);
		expect(
			blocks.flatMap((block) =>
				block.kind === 'heading' && block.level === 3 ? [parseInt(block.text, 10)] : [],
			),
		).toEqual(toWorkOn);
	},
);
