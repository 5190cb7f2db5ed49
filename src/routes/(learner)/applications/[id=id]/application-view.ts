import { dimension } from '#framework/server';
import { isEditable, isOpen } from '#applications';
import { asksContext } from '#badges';
import { catalogueOf } from '#badges/server';
import { type ApplicationForApplicant, recentlyRemovedEvidence } from '#applications/server';
import { hostOf } from '#training';
import { shownFile } from '#presentation/recognition/evidence-file-text.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { requirementLines } from '#presentation/recognition/requirement-text.ts';
import { criterionLines } from '#presentation/recognition/rubric-view.ts';
import { stepLines } from '#presentation/recognition/step-lines.ts';
import { trainingChoices } from './training-choices.ts';

const DONE = ['added', 'changed', 'removed', 'back', 'erased', 'sent', 'withdrawn'] as const;

/**
 * The data of the page where a person sees and completes their own application, in their language; `done`
 * names what they just did, if anything.
 */
export async function applicationView(
	{ world, actor, locale }: Pick<App.Locals, 'world' | 'actor' | 'locale'>,
	mine: ApplicationForApplicant,
	done: string | null,
) {
	const { application, definition, evidence, requirements, award, delay, timeZone } = mine;
	const version = definition.framework;
	const about = dimension(version, definition.dimension);
	const editable = isEditable(application.state);
	const rubric = catalogueOf(world).rubric(definition.dimension);
	const steps = stepLines(mine.steps, {
		...{ version, locale, rubric },
		day: (at) => dayText(at, locale, timeZone),
	});
	// What advisers marked in what was sent last and came back.
	const sentAt = mine.steps.findLastIndex(({ kind }) => kind === 'submitted');
	const marked =
		application.state === 'returned' ? steps.slice(sentAt + 1).flatMap(({ markings }) => markings) : [];
	const trainings = editable
		? await trainingChoices(world, actor, { person: application.person, dimension: definition.dimension })
		: [];
	return {
		done: DONE.find((one) => one === done) ?? null,
		id: application.id,
		state: application.state,
		editable,
		open: isOpen(application.state),
		inBadge: application.evidenceInBadge,
		bindsEmail: application.bindsEmail,
		address: mine.address,
		sendsMail: world.mailing !== null,
		badge: definition.id,
		kind: definition.kind,
		name: definition.name[locale],
		number: about?.number ?? 0,
		title: about?.title[locale] ?? '',
		criteria: criterionLines(rubric, locale),
		dimension: definition.dimension,
		narrative: definition.criteria.narrative[locale],
		hint: definition.kind !== 'exploration' ? definition.evidenceHint[locale] : '',
		lines: requirementLines(requirements, { version, dimension: definition.dimension, locale }),
		prior: application.kind === 'prior-learning',
		/** True for a request to reconsider what a rule decided. */
		again: application.kind === 'reconsideration',
		met: requirements.every(({ met }) => met),
		asksContext: asksContext(definition),
		evidence: evidence.map(({ id, title, link, training, reflection, file, context, shared }) => ({
			id,
			title,
			link: link ? { address: link, host: hostOf(link) } : null,
			training: training !== null,
			reflection,
			file: shownFile(mine.files.get(file ?? ''), `/applications/${application.id}`, locale),
			context,
			shared,
			markings: marked.filter(({ piece }) => piece === id),
		})),
		trainings,
		removed: editable ? await recentlyRemovedEvidence(world, actor, application.id) : [],
		steps,
		/** What advisers marked of the criteria, where the application came back. */
		markedCriteria: marked.filter(({ piece }) => piece === null),
		award: award?.id ?? null,
		delay,
		awaited: mine.awaited,
	};
}
