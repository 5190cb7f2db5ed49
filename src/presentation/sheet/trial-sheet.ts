import { framework } from '#framework/server';
import { m } from '#messages';
import { civilDate, type Locale, USUAL_TIME_ZONE } from '#platform';
import { saidCountsText, type Profile } from '#profile/server';
import type { Block, PdfContent } from '#ui/server/pdf/pdf.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { type LevelNames, standingText } from '#presentation/levels/standing-text.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { sourceMark, titleOf, wheelOf } from './profile-sheet.ts';

/** Who reads the sheet: somebody without an account, with their language and the present time. */
interface Reader {
	readonly locale: Locale;
	readonly now: Date;
}

function opening(profile: Profile, { locale, now }: Reader): Block {
	const { version, dimensions } = profile;
	const parts = saidCountsText(version, dimensions, locale);
	const sentence = parts ? m.try_sentence({ parts }) : m.try_sentence_none();
	const { title, year } = framework(version);
	const date = dayText(now, locale, USUAL_TIME_ZONE);
	return {
		kind: 'beside',
		figure: wheelOf(profile, locale, sentence),
		blocks: [
			{ kind: 'paragraph', text: sentence },
			{
				kind: 'paragraph',
				look: 'small',
				text: m.profile_sheet_made({ date, framework: title[locale], year }),
			},
		],
	};
}

function strengths({ dimensions, strengths: best }: Profile, levels: LevelNames, locale: Locale): Block[] {
	const items = best.flatMap((slug) => {
		const one = dimensions.find((dimension) => dimension.slug === slug);
		return one ? [`${titleOf(one, locale)} (${standingText(one.said, levels)})`] : [];
	});
	return [
		{ kind: 'heading', level: 2, text: m.profile_strengths() },
		items.length > 0
			? { kind: 'list', items }
			: {
					kind: 'paragraph',
					text: m.profile_strengths_none({ level: levels.intermediate.toLocaleLowerCase(`${locale}-CA`) }),
				},
	];
}

/** The dimensions to work on, with the next step in each: the sheet is for the person. */
function work({ dimensions, toWorkOn }: Profile, levels: LevelNames, locale: Locale): Block[] {
	const blocks = toWorkOn.flatMap(({ slug, nextStep }): Block[] => {
		const one = dimensions.find((dimension) => dimension.slug === slug);
		if (!one) return [];
		return [
			{ kind: 'heading', level: 3, text: `${titleOf(one, locale)} (${standingText(one.said, levels)})` },
			...(nextStep ? [{ kind: 'paragraph', text: nextStep[locale] } as const] : []),
		];
	});
	return blocks.length > 0 ? [{ kind: 'heading', level: 2, text: m.profile_work() }, ...blocks] : [];
}

/**
 * Makes the content of the printable sheet (PDF) of a trial's result, for the person themselves: the same as
 * the trial's page. It names nobody, and contains no text that a person wrote.
 */
export function trialSheet(profile: Profile, reader: Reader): PdfContent & { readonly fileName: string } {
	const { locale, now } = reader;
	const levels = levelNames(profile.version, locale);
	const day = civilDate(now, USUAL_TIME_ZONE);
	return {
		title: m.try_sheet_title(),
		lang: `${locale}-CA`,
		author: m.shell_name(),
		date: new Date(`${day}T12:00:00Z`),
		fileName: m.try_sheet_file({ date: day }),
		blocks: [
			{ kind: 'heading', level: 1, text: m.try_sheet_title() },
			{ kind: 'paragraph', look: 'lead', text: m.try_result_about() },
			opening(profile, reader),
			...strengths(profile, levels, locale),
			...work(profile, levels, locale),
			{ kind: 'heading', level: 2, text: m.try_table() },
			{
				kind: 'table',
				named: true,
				columns: [{ name: m.try_table_dimension() }, { name: m.try_table_said(), mark: sourceMark('said') }],
				rows: profile.dimensions.map((one) => [
					`${one.number}. ${one.dimension.short[locale]}`,
					standingText(one.said, levels),
				]),
			},
			{ kind: 'paragraph', look: 'small', text: m.try_sheet_given() },
		],
		footer: (page, pages) => m.try_sheet_footer({ page, pages }),
	};
}
