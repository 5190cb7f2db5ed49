import { dimension } from '#framework/server';
import { isEditable, isOpen } from '#applications';
import { isMet } from '#badges';
import type { MyApplication } from '#applications/server';
import { hostOf } from '#training';
import { trainingsInDimension } from '#training/server';
import { dayText } from '#presentation/recognition/date-text.ts';
import { requirementLines } from '#presentation/recognition/requirement-text.ts';
import { stepLines } from '#presentation/recognition/step-lines.ts';

const DONE = ['added', 'removed', 'sent', 'withdrawn'] as const;

/** What the page of one's own application shows. */
export async function applicationView(
	{ world, locale }: Pick<App.Locals, 'world' | 'locale'>,
	mine: MyApplication,
	done: string | null,
) {
	const { application, definition, evidence, requirements, award, delay, timeZone } = mine;
	const version = definition.framework;
	const about = dimension(version, definition.dimension);
	const editable = isEditable(application.state);
	const trainings = editable
		? await trainingsInDimension(world, application.person, definition.dimension)
		: [];
	return {
		done: DONE.find((one) => one === done) ?? null,
		state: application.state,
		editable,
		open: isOpen(application.state),
		inBadge: application.evidenceInBadge,
		badge: definition.id,
		name: definition.name[locale],
		number: about?.number ?? 0,
		title: about?.title[locale] ?? '',
		narrative: definition.criteria.narrative[locale],
		hint: definition.kind === 'practice' ? definition.evidenceHint[locale] : '',
		lines: requirementLines(requirements, { version, dimension: definition.dimension, locale }),
		met: isMet(requirements),
		evidence: evidence.map(({ id, title, link, training, reflection }) => ({
			id,
			title,
			link: link ? { address: link, host: hostOf(link) } : null,
			training: training !== null,
			reflection,
		})),
		trainings: trainings.map(({ id, title, date }) => ({ value: id, label: `${title} (${date})` })),
		steps: stepLines(mine.steps, version, locale, (at) => dayText(at, locale, timeZone)),
		award: award?.id ?? null,
		delay,
	};
}
