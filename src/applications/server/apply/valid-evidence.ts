import type { Actor } from '#identity';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { trainingById } from '#training/server';

/**
 * A piece of evidence as the person typed it. `training` is the id of a logged learning activity, or null;
 * with one, the title and the link may be left empty and are taken from it.
 */
export interface EvidenceContent {
	readonly title: string;
	readonly link: string | null;
	readonly training: string | null;
	readonly reflection: string;
	/** Where or with whom; left out by a form that does not ask. */
	readonly context?: string | null;
	/** Whether it was shared with colleagues; left out by a form that does not ask. */
	readonly shared?: boolean;
}

const missing = (code: string, field: string) => new Refusal(code, { field });

/**
 * Checks a typed piece of evidence and completes its title and link from its learning activity. Throws a
 * refusal for the first missing part, naming its form field.
 */
export async function mustBeValidEvidence(
	world: World,
	actor: Actor,
	typed: EvidenceContent,
): Promise<Required<EvidenceContent>> {
	const training = typed.training === null ? null : await trainingById(world, actor, typed.training);
	const title = typed.title || training?.title || '';
	const link = typed.link ?? training?.link ?? null;
	const reflection = typed.reflection.trim();
	if (title === '') throw missing('recognition.title-missing', 'title');
	if (link === null && training === null) throw missing('recognition.nothing-to-look-at', 'link');
	if (reflection === '') throw missing('recognition.reflection-missing', 'reflection');
	const { context = null, shared = false } = typed;
	return { title, link, training: training?.id ?? null, reflection, context, shared };
}

/** Whether the person began to fill in the fields of a piece of evidence: at least one is not empty. */
export const isBegun = ({ title, link, training, reflection, context }: EvidenceContent): boolean =>
	[title, link ?? '', training ?? '', reflection, context ?? ''].some((text) => text.trim() !== '');
