import { standingRank } from '#framework';
import { framework } from '#framework/server';
import { m } from '#messages';
import { civilDate, type Locale } from '#platform';
import { saidCountsText, type Profile, type ProfileDimension } from '#profile/server';
import { SOURCE_MARKS } from '#ui/drawing/source-mark.ts';
import { type Block, hasSubstitutedLetters, type PdfContent, type Pen } from '#ui/server/pdf/pdf.ts';
import { wheelFigure } from '#ui/server/pdf/wheel-figure.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { type LevelNames, shownStandingText, standingText } from '#presentation/levels/standing-text.ts';
import { bandsLegendText } from '#presentation/macaron/legend-text.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { strengthsBlocks, toWorkOnBlocks } from './strengths-and-work.ts';

export { titleOf } from './strengths-and-work.ts';

/**
 * Whose profile sheet is made: the person's name, and the language, time zone and moment for which it is
 * made.
 */
export interface SheetOwner {
	readonly name: string;
	readonly locale: Locale;
	readonly timeZone: string;
	readonly now: Date;
}

const WHEEL = 236;
const MARK = 13;

/** The mark of a source, as a column's drawing. */
export const sourceMark = (source: keyof typeof SOURCE_MARKS) => (pen: Pen) => {
	const { path, filled } = SOURCE_MARKS[source];
	pen.scale(MARK / 24).path(path);
	if (filled) pen.fill('black');
	else pen.lineWidth(3).stroke('black');
};

const SOURCES = ['said', 'shown', 'observed'] as const;
/** In the third person, as on a badge's page: not the words of the person's own profile. */
const sourceName = { said: m.badge_said, shown: m.badge_shown, observed: m.badge_observed };
const markName = {
	said: m.profile_sheet_said_mark,
	shown: m.profile_shown_mark,
	observed: m.profile_observed_mark,
};

/**
 * The sentences that say what the macaron shows, first what the person says, then what an adviser observed;
 * in the third person, since somebody else may read the sheet.
 */
function sentences({ version, dimensions }: Profile, { name, locale }: SheetOwner): string[] {
	const placed = dimensions.filter(({ said }) => said !== 'not-situated').length;
	const observed = dimensions.filter((one) => one.observed !== null).length;
	const parts = saidCountsText(version, dimensions, locale);
	return [
		placed === 0
			? m.profile_sheet_placed_none({ name })
			: placed === 1
				? m.profile_sheet_placed_one({ name, of: dimensions.length, parts })
				: m.profile_sheet_placed({ name, placed, of: dimensions.length, parts }),
		observed === 0
			? m.profile_sheet_observed_none()
			: observed === 1
				? m.profile_sheet_observed_one()
				: m.profile_sheet_observed_many({ count: observed }),
	];
}

/** The macaron of a profile, with its text for screen readers. */
export const wheelOf = ({ dimensions, marks }: Profile, locale: Locale, alt: string) =>
	wheelFigure({
		dimensions: dimensions.map(({ slug, number, dimension: { title, short } }) => ({
			...{ slug, number, title: title[locale], short: short[locale] },
		})),
		...{ marks, alt, side: WHEEL },
	});

/**
 * The block at the top of the sheet: the macaron, with the sentences that describe it and the date beside it.
 */
function opening(profile: Profile, reader: SheetOwner): Block {
	const { version } = profile;
	const { locale, timeZone, now } = reader;
	const told = sentences(profile, reader);
	return {
		kind: 'beside',
		figure: wheelOf(profile, locale, told.join(' ')),
		blocks: [
			...told.map((text): Block => ({ kind: 'paragraph', text })),
			{
				kind: 'paragraph',
				look: 'small',
				text: m.profile_sheet_made({
					date: dayText(now, locale, timeZone),
					framework: framework(version).title[locale],
					year: framework(version).year,
				}),
			},
		],
	};
}

/** The blocks that explain how to read the macaron; the table below it on the sheet has the same content. */
function legend({ dimensions }: Profile, levels: LevelNames, locale: Locale): Block[] {
	return [
		{ kind: 'heading', level: 2, text: m.profile_legend() },
		{
			kind: 'list',
			items: SOURCES.map((source) =>
				m.profile_sheet_legend({ source: sourceName[source](), mark: markName[source]() }),
			),
		},
		{ kind: 'paragraph', look: 'small', text: bandsLegendText(dimensions, levels, locale) },
		{ kind: 'paragraph', look: 'small', text: m.profile_estimate() },
	];
}

/**
 * The texts of the three cells of a dimension's row, in the order said, shown, observed; a source without a
 * level has a sentence that says so, never an empty cell.
 */
export function cellsOf({ said, shown, observed }: ProfileDimension, levels: LevelNames): string[] {
	return [
		standingText(said, levels),
		standingRank(shown) === standingRank('not-situated')
			? m.badge_shown_none()
			: shownStandingText(shown, levels),
		observed ? levels[observed] : m.profile_not_observed(),
	];
}

const table = ({ dimensions }: Profile, levels: LevelNames, locale: Locale): Block[] => [
	{ kind: 'heading', level: 2, text: m.profile_table() },
	{
		kind: 'table',
		named: true,
		columns: [
			{ name: m.profile_dimension() },
			...SOURCES.map((source) => ({ name: sourceName[source](), mark: sourceMark(source) })),
		],
		rows: dimensions.map((one) => [`${one.number}. ${one.dimension.short[locale]}`, ...cellsOf(one, levels)]),
	},
];

/**
 * Makes the content of the printable PDF of a person's own profile, in their language: the same levels and
 * rules as the profile's page, but in the third person, since they will hand it to others. Two PDFs of the
 * same profile differ only by their date.
 */
export function profileSheet(
	profile: Profile,
	reader: SheetOwner,
): PdfContent & { readonly fileName: string } {
	const { name, locale, timeZone, now } = reader;
	const { version } = profile;
	const levels = levelNames(version, locale);
	const day = civilDate(now, timeZone);
	return {
		title: m.profile_sheet_title({ name }),
		lang: `${locale}-CA`,
		author: name,
		date: new Date(`${day}T12:00:00Z`),
		fileName: m.profile_sheet_file({ date: day }),
		blocks: [
			{ kind: 'heading', level: 1, text: m.profile_sheet_title({ name }) },
			{ kind: 'paragraph', look: 'lead', text: m.profile_sheet_lead() },
			opening(profile, reader),
			...legend(profile, levels, locale),
			...strengthsBlocks(profile, levels, locale),
			...toWorkOnBlocks(profile, levels, locale),
			...table(profile, levels, locale),
			{ kind: 'paragraph', look: 'small', text: m.profile_sheet_given({ name }) },
			...(hasSubstitutedLetters(name)
				? [{ kind: 'paragraph', look: 'small', text: m.profile_sheet_altered() } as const]
				: []),
		],
		footer: (page, pages) => m.profile_sheet_footer({ name, page, pages }),
	};
}
