/**
 * `npm run content`: counts the statements and situations by audience, dimension, element and language, lists
 * what is missing, and checks their texts with the content lint.
 */
import { framework } from '#framework/server';
import { AUDIENCES } from '#identity';
import { CONTENT_VERSION } from '../src/assessment/server/content-file.ts';
import { lintContent } from '../src/assessment/server/content-lint.ts';
import { CONTENT } from '../src/assessment/server/content.ts';

const LANGUAGES = ['fr', 'en'] as const;
const PER_DIMENSION = 3;

const { items, situations } = CONTENT;
const gaps: string[] = [];
const filled = (texts: readonly { fr: string; en: string }[], language: 'fr' | 'en') =>
	texts.every((text) => text[language].trim() !== '' && (language === 'fr' || text.en !== text.fr));

console.log(`${CONTENT_VERSION}\n`);
console.log(`${''.padEnd(52)}${AUDIENCES.map((one) => one.padStart(16)).join('')}`);
for (const { number, slug, elements } of framework(CONTENT_VERSION).dimensions) {
	const cells = AUDIENCES.map((audience) => {
		const own = items.filter((one) => one.audience === audience && one.dimension === slug).length;
		const scenes = situations.filter((one) => one.audience === audience && one.dimension === slug).length;
		if (own !== PER_DIMENSION || scenes !== 1) gaps.push(`${audience} ${slug}: ${own} + ${scenes}`);
		return `${own} + ${scenes}`.padStart(16);
	});
	console.log(`${`${number}. ${slug}`.padEnd(52)}${cells.join('')}`);
	for (const element of elements) {
		const touched = AUDIENCES.map(
			(audience) =>
				items.filter(
					(one) => one.audience === audience && one.dimension === slug && one.element === element.slug,
				).length,
		);
		if (touched.every((count) => count === 0)) gaps.push(`no statement touches ${slug}/${element.slug}`);
		console.log(
			`${`     ${element.slug}`.padEnd(52)}${touched.map((count) => String(count).padStart(16)).join('')}`,
		);
	}
}
console.log('');
for (const language of LANGUAGES) {
	const statements = items.filter(({ text, example }) => filled([text, example], language)).length;
	const scenes = situations.filter(({ title, scene, choices }) =>
		filled([title, scene, ...choices.flatMap(({ text, why }) => [text, why])], language),
	).length;
	if (statements !== items.length || scenes !== situations.length) gaps.push(`untranslated: ${language}`);
	console.log(`${language}: ${statements} statements, ${scenes} situations`);
}
const faults = lintContent(CONTENT);
for (const gap of gaps) console.log(`GAP   ${gap}`);
for (const { at, what } of faults) console.log(`LINT  ${at}: ${what}`);
console.log(
	`\n${items.length} statements, ${situations.length} situations, ${gaps.length} gaps, ${faults.length} faults of wording`,
);
process.exit(gaps.length + faults.length === 0 ? 0 : 1);
