import { dimension, framework } from '#framework/server';
import type { ApplicationForReview } from '#applications/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import { hostOf } from '#training';
import { dayText } from '#presentation/recognition/date-text.ts';
import { requirementLines, standingName } from '#presentation/recognition/requirement-text.ts';
import { sourceLines } from '#presentation/recognition/source-lines.ts';
import { stepLines } from '#presentation/recognition/step-lines.ts';

/** The data of the page where an adviser reviews one application, in the adviser's language. */
export function reviewView(found: ApplicationForReview, locale: Locale) {
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
		decidable: found.decidable,
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
		narrative: definition.criteria.narrative[locale],
		hint: definition.kind === 'practice' ? definition.evidenceHint[locale] : '',
		lines: requirementLines(requirements, {
			...{ version, dimension: definition.dimension, locale, saidApart: true },
		}),
		evidence: sent.evidence.map(({ title, link, reflection }) => ({
			title,
			reflection,
			link: link ? { address: link, host: hostOf(link) } : null,
		})),
		steps: stepLines(steps, version, locale, day),
		award: found.award,
	};
}
