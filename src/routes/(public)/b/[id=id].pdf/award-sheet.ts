import { m } from '#messages';
import type { Locale } from '#platform';
import type { AwardPage } from '#awards/server';
import { qrCode } from '#ui/drawing/qr-code.ts';
import { SOURCE_MARKS } from '#ui/drawing/source-mark.ts';
import {
	type Block,
	type PdfFigure,
	hasSubstitutedLetters,
	type PdfContent,
	type Pen,
} from '#ui/server/pdf/pdf.ts';
import { awardView } from '#presentation/award/award-view.ts';

type View = ReturnType<typeof awardView>;

const PICTURE = 112;
const QR = 116;
const MARK = 13;

/**
 * The QR code of the badge's address as a drawing of rectangles, one per run of modules: sharp at any size.
 */
function qrFigure(address: string): PdfFigure {
	const { side, quiet, bars } = qrCode(address);
	const module = QR / side;
	return {
		kind: 'figure',
		alt: m.sheet_qr_alt({ address }),
		// The QR code's quiet zone on the left falls within the page's margin.
		width: QR - quiet * module,
		height: QR,
		draw(pen) {
			pen.scale(module).translate(-quiet, 0);
			for (const { x, y, width } of bars) pen.rect(x, y, width, 1);
			pen.fill('black');
		},
	};
}

const sourceMark = (source: keyof typeof SOURCE_MARKS) => (pen: Pen) => {
	const { path, filled } = SOURCE_MARKS[source];
	pen.scale(MARK / 24).path(path);
	if (filled) pen.fill('black');
	else pen.lineWidth(3).stroke('black');
};

/**
 * The notices at the top of the sheet: that the badge is revoked, comes from a demonstration, or is private.
 */
function notices(view: View): Block[] {
	const { revoked, demonstration, published } = view;
	const said: Block[] = [];
	if (revoked) {
		said.push({
			kind: 'notice',
			grave: true,
			title: m.badge_revoked_title({ date: revoked.on ?? '' }),
			text: revoked.reason ? m.badge_revoked_reason({ reason: revoked.reason }) : m.badge_revoked_erased(),
		});
	}
	if (demonstration)
		said.push({ kind: 'notice', title: m.badge_demonstration(), text: m.badge_demonstration_about() });
	if (!published) said.push({ kind: 'notice', title: m.sheet_private(), text: m.sheet_private_about() });
	return said;
}

function opening(view: View, holder: string | null, picture: Uint8Array): Block {
	const told = { institution: view.institution, date: view.awardedOn ?? '' };
	return {
		kind: 'beside',
		figure: {
			kind: 'figure',
			alt: m.badge_image_alt({ name: view.name }),
			width: PICTURE,
			height: PICTURE,
			draw: (pen) => pen.image(picture as Buffer, 0, 0, { width: PICTURE, height: PICTURE }),
		},
		blocks: [
			{ kind: 'paragraph', look: 'eyebrow', text: m.sheet_kind() },
			{ kind: 'heading', level: 1, text: view.name },
			{
				kind: 'paragraph',
				look: 'lead',
				text: holder ? m.sheet_sentence_named({ name: holder, ...told }) : m.sheet_sentence(told),
			},
			{ kind: 'paragraph', text: view.description },
		],
	};
}

/**
 * The blocks that say on what the badge rests: the three sources side by side, who judged, and the titles of
 * the evidence; none when the badge states no source.
 */
function basis({ basis: sources, judged, byRule, evidence, parts }: View): Block[] {
	if (parts.length > 0)
		return [
			{ kind: 'heading', level: 2, text: m.badge_basis() },
			{
				kind: 'list',
				items: parts.map(({ number, title, level }) => m.badge_part({ number, title, level })),
			},
			...(judged ? [{ kind: 'paragraph', text: judged } as const] : []),
		];
	if (sources.length === 0) return [];
	const columns = sources.map(({ source, title }) => ({ name: title, mark: sourceMark(source) }));
	const cells = sources.map(({ found, more }) => (more ? `${found}\n${more}` : found));
	const titles = evidence.map(({ title }) => title);
	return [
		{ kind: 'heading', level: 2, text: m.badge_basis() },
		{ kind: 'table', columns, rows: [cells] },
		...(judged
			? [{ kind: 'paragraph', text: byRule ? `${judged} ${m.badge_unexamined()}` : judged } as const]
			: []),
		...(titles.length > 0
			? ([{ kind: 'paragraph', text: m.sheet_evidence({ titles: titles.join(' · ') }) }] as const)
			: []),
	];
}

function facts(view: View): Block[] {
	const pairs = [
		...(view.dimension
			? [
					{ name: m.badge_dimension(), value: `${view.number}. ${view.dimension.title}` },
					{ name: m.badge_framework(), value: view.framework },
				]
			: []),
		{ name: m.badge_version(), value: String(view.version) },
		{
			name: m.badge_language(),
			value: view.language === 'fr' ? m.badge_language_fr() : m.badge_language_en(),
		},
	];
	return [
		{ kind: 'heading', level: 2, text: m.badge_facts() },
		{ kind: 'facts', pairs },
	];
}

/**
 * The blocks that explain how to check that the badge is still valid: at its address (also as a QR code), by
 * its short code on this site, or with another verifier.
 */
function check(view: View, origin: string): Block[] {
	const { address } = view;
	const link = (href: string) => ({ text: href.replace(/^https?:\/\//, ''), href });
	return [
		{ kind: 'rule' },
		{
			kind: 'beside',
			figure: qrFigure(address),
			blocks: [
				{ kind: 'heading', level: 2, text: m.sheet_check() },
				{
					kind: 'list',
					ordered: true,
					items: [
						[{ text: `${m.sheet_check_address()} ` }, { text: address, href: address }],
						[
							{ text: `${m.sheet_check_code()} ` },
							{ text: view.code, bold: true },
							{ text: ` ${m.sheet_check_code_at()} ` },
							link(`${origin}/verify`),
						],
						[{ text: `${m.sheet_check_elsewhere()} ` }, link(`${origin}/i/${view.issuer}`)],
					],
				},
				...(view.local
					? [{ kind: 'paragraph', look: 'small', text: m.badge_elsewhere_local() } as const]
					: []),
			],
		},
	];
}

/**
 * The content of an award's printable PDF, in the reader's language. It names the holder only if the public
 * page does, since anybody who printed a sheet may hand it on.
 */
export function awardSheet(page: AwardPage, picture: Uint8Array, locale: Locale): PdfContent {
	// The sheet has no verdict, so the time of the check is irrelevant; a fixed one keeps the bytes of the
	// PDF the same.
	const view = awardView(page, locale, page.award.awardedAt);
	const holder = view.showsName ? view.holder : null;
	const written = [
		holder,
		view.institution,
		view.revoked?.reason,
		...view.evidence.map(({ title }) => title),
	];
	const limits = [
		view.doesNotProve,
		view.byRule ? m.badge_limit_hours() : '',
		m.sheet_limit_identity(),
		m.sheet_limit_paper(),
	].filter(Boolean);
	return {
		title: m.sheet_title({ name: view.name, institution: view.institution }),
		lang: `${locale}-CA`,
		author: view.institution,
		date: page.award.awardedAt,
		blocks: [
			...notices(view),
			opening(view, holder, picture),
			...basis(view),
			{ kind: 'heading', level: 2, text: m.badge_criteria() },
			{ kind: 'paragraph', text: view.criteria.text },
			...facts(view),
			{ kind: 'heading', level: 2, text: m.sheet_limits() },
			{ kind: 'list', items: limits },
			...(written.some((text) => text && hasSubstitutedLetters(text))
				? [{ kind: 'paragraph', look: 'small', text: m.sheet_altered() } as const]
				: []),
			...check(view, page.issuer.origin),
		],
		footer: (number, pages) => m.sheet_footer({ name: view.name, page: number, pages }),
	};
}
