import { LEVELS, standingRank } from '#framework';
import { framework } from '#framework/server';
import { m } from '#messages';
import { civilDate, listFormat, type Locale } from '#platform';
import {
	type Profile,
	type ProfileDimension,
	sentencesOfDimension,
	sentencesOfProfile,
} from '#profile/server';
import { SOURCE_MARKS } from '#ui/drawing/source-mark.ts';
import { type Block, isAltered, type PdfContent, type Pen } from '#ui/server/pdf/pdf.ts';
import { wheelFigure } from '#ui/server/pdf/wheel-figure.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { type LevelNames, shownText, standingText } from '#presentation/levels/standing-text.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { strengths, titleOf, work } from './what-next.ts';

/** Whose sheet, for which reader, of when. */
export interface Reader {
	readonly name: string;
	readonly locale: Locale;
	readonly timeZone: string;
	readonly now: Date;
	readonly origin: string;
}

const WHEEL = 236;
const MARK = 13;

const sourceMark = (source: keyof typeof SOURCE_MARKS) => (pen: Pen) => {
	const { path, filled } = SOURCE_MARKS[source];
	pen.scale(MARK / 24).path(path);
	if (filled) pen.fill('black');
	else pen.lineWidth(3).stroke('black');
};

const SOURCES = ['said', 'shown', 'observed'] as const;
const sourceName = { said: m.profile_said, shown: m.profile_shown, observed: m.profile_observed };
const markName = {
	said: m.profile_sheet_said_mark,
	shown: m.profile_shown_mark,
	observed: m.profile_observed_mark,
};

/** The macaron, and beside it what it shows and of when it is. */
function opening({ version, dimensions, marks }: Profile, { locale, timeZone, now }: Reader): Block {
	const sentences = sentencesOfProfile(version, dimensions, locale);
	const wheel = dimensions.map(({ slug, number, dimension: { title, short } }) => ({
		slug,
		number,
		title: title[locale],
		short: short[locale],
	}));
	return {
		kind: 'beside',
		figure: wheelFigure({
			dimensions: wheel,
			marks,
			alt: [m.profile_wheel(), ...sentences].join('. ').replaceAll('..', '.'),
			side: WHEEL,
		}),
		blocks: [
			...sentences.map((text): Block => ({ kind: 'paragraph', text })),
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

/** How to read the drawing; the table below says the same without it. */
function legend(levels: LevelNames, locale: Locale): Block[] {
	const inside = LEVELS.map((level) => levels[level].toLocaleLowerCase(`${locale}-CA`));
	const list = listFormat(locale, 'unit').format(inside);
	return [
		{ kind: 'heading', level: 2, text: m.profile_legend() },
		{
			kind: 'list',
			items: SOURCES.map((source) =>
				m.profile_sheet_legend({ source: sourceName[source](), mark: markName[source]() }),
			),
		},
		{ kind: 'paragraph', look: 'small', text: m.profile_legend_bands({ levels: list }) },
		{ kind: 'paragraph', look: 'small', text: m.profile_estimate() },
	];
}

/** The words of the three marks of a dimension, in the order of the sources: never an empty cell. */
export function cellsOf({ said, shown, observed }: ProfileDimension, levels: LevelNames): string[] {
	return [
		standingText(said, levels),
		standingRank(shown) === standingRank('not-situated') ? m.profile_not_shown() : shownText(shown, levels),
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

const sentences = ({ version, dimensions }: Profile, locale: Locale): Block[] => [
	{ kind: 'heading', level: 2, text: m.profile_in_sentences() },
	...dimensions.flatMap((one): Block[] => [
		{ kind: 'heading', level: 3, text: titleOf(one, locale) },
		{ kind: 'paragraph', text: sentencesOfDimension(version, one.slug, one, locale).join(' ') },
	]),
];

const visible = (origin: string): Block[] => [
	{ kind: 'heading', level: 2, text: m.profile_sheet_visible() },
	{ kind: 'paragraph', text: `${m.shell_visibility()} ${m.profile_visible()}` },
	{ kind: 'paragraph', text: m.profile_sheet_yours() },
	{
		kind: 'paragraph',
		text: [
			{ text: `${m.profile_sheet_change()} ` },
			{ text: `${origin.replace(/^https?:\/\//, '')}/cohorts/join`, href: `${origin}/cohorts/join` },
		],
	},
];

/**
 * One's own profile as a printable sheet, in the reader's language: the same marks, sentences and rules as the page.
 * Two sheets of one state differ by their date alone.
 */
export function profileSheet(profile: Profile, reader: Reader): PdfContent & { readonly fileName: string } {
	const { name, locale, timeZone, now, origin } = reader;
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
			{ kind: 'paragraph', look: 'eyebrow', text: name },
			{ kind: 'heading', level: 1, text: m.profile_title() },
			{ kind: 'paragraph', look: 'lead', text: m.profile_lead() },
			opening(profile, reader),
			...legend(levels, locale),
			...strengths(profile, levels, locale),
			...work(profile, levels, locale),
			...table(profile, levels, locale),
			...sentences(profile, locale),
			...visible(origin),
			...(isAltered(name)
				? [{ kind: 'paragraph', look: 'small', text: m.profile_sheet_altered() } as const]
				: []),
		],
		footer: (page, pages) => m.profile_sheet_footer({ name, page, pages }),
	};
}
