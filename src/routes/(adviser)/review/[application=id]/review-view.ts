import { dimension, framework } from '#framework/server';
import type { ApplicationForReview } from '#applications/server';
import { type Marking, markingFields } from '#applications';
import type { Rubric } from '#badges';
import { m } from '#messages';
import type { Locale } from '#platform';
import { hostOf } from '#training';
import { shownFile } from '#presentation/recognition/evidence-file-text.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { type MarkingLine, markingLines } from '#presentation/marking/marking-lines.ts';
import { requirementLines, standingName } from '#presentation/recognition/requirement-text.ts';
import { criterionLines } from '#presentation/recognition/rubric-view.ts';
import { sourceLines } from '#presentation/recognition/source-lines.ts';
import { OPINION_WORDS, stepLines } from '#presentation/recognition/step-lines.ts';

/** How far two advisers are, as the page says it to one of them; `name` names a level. */
function apartView(
	{ awaited, given, alone, opinions }: NonNullable<ApplicationForReview['apart']>,
	name: (standing: string) => string,
	marked: (markings: readonly Marking[]) => readonly MarkingLine[],
) {
	return {
		text: apartText(awaited, given, alone),
		opinions: opinions.map(({ own, decision, level, reason, markings }) => ({
			markings: marked(markings),
			title: (own ? m.recognition_apart_own : m.recognition_apart_other)({
				answer: level === null ? OPINION_WORDS[decision]() : `${OPINION_WORDS[decision]()} (${name(level)})`,
			}),
			reason,
		})),
	};
}

type Awaited = NonNullable<ApplicationForReview['apart']>['awaited'];

function apartText(awaited: Awaited, given: boolean, alone: boolean): string {
	if (awaited === 'settle') return m.recognition_apart_settle();
	if (awaited === 'first') return m.recognition_apart_first();
	if (awaited === 'second') {
		if (!given) return m.recognition_apart_second();
		return alone ? m.recognition_apart_alone() : m.recognition_apart_given_second();
	}
	return given ? m.recognition_apart_given_third() : m.recognition_apart_third();
}

/** The data of the page where an adviser reviews one application, in the adviser's language. */
export function reviewView(found: ApplicationForReview, rubric: Rubric | undefined, locale: Locale) {
	const { application, definition, sent, requirements, steps, timeZone } = found;
	const version = definition.framework;
	const name = (standing: string) => standingName(standing, version, locale);
	const day = (at: Date) => dayText(at, locale, timeZone);
	const changed = application.state === 'submitted' && found.saidNow !== sent.said;
	return {
		id: application.id,
		name: found.name,
		badge: definition.name[locale],
		number: dimension(version, definition.dimension)?.number ?? 0,
		state: application.state,
		prior: application.kind === 'prior-learning',
		again: application.kind === 'reconsideration',
		decidable: found.decidable,
		apart: found.apart && apartView(found.apart, name, (markings) => markingLines(markings, rubric, locale)),
		days: found.days,
		/** The submission that the page shows, which the decision is about. */
		shown: sent.id,
		sentOn: day(sent.at),
		sources: sourceLines(found.sources, {
			name,
			saidMore: changed ? m.recognition_review_said_now({ level: name(found.saidNow) }) : '',
			unobserved: found.decidable
				? m.recognition_review_observed_next()
				: m.recognition_review_observed_none(),
		}),
		levels: framework(version).levels.map(({ id, label, sense }) => ({
			value: id,
			label: label[locale],
			hint: `${sense[locale]}.`,
		})),
		criteria: criterionLines(rubric, locale),
		/** What the adviser may mark, with the names of the two fields of each. */
		toMark: {
			criteria: (rubric?.criteria ?? []).map(({ title }, at) => ({
				...markingFields({ about: 'criterion', at }),
				title: title[locale],
			})),
			pieces: sent.evidence.map(({ title }, at) => ({ ...markingFields({ about: 'piece', at }), title })),
		},
		dimension: definition.dimension,
		narrative: definition.criteria.narrative[locale],
		hint: definition.kind !== 'exploration' ? definition.evidenceHint[locale] : '',
		lines: requirementLines(requirements, {
			...{ version, dimension: definition.dimension, locale, saidApart: true },
		}),
		evidence: sent.evidence.map(({ title, link, reflection, file, context, shared }) => ({
			title,
			context: context ?? null,
			shared: shared ?? false,
			reflection,
			file: shownFile(found.files.get(file?.id ?? ''), `/review/${application.id}`, locale),
			/** The name of a file that the person took away since. */
			gone: file && !found.files.has(file.id) ? file.name || m.recognition_evidence_file_unnamed() : '',
			link: link ? { address: link, host: hostOf(link) } : null,
		})),
		steps: stepLines(steps, { version, locale, rubric, day }),
		award: found.award,
	};
}
