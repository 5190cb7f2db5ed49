import type { Actor } from '#identity';
import { Refusal } from '#platform';
import type { AcceptedContent, World } from '#platform/server';
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

/** The form's field of a file given as evidence. */
export const FILE_FIELD = 'file';

const missing = (code: string, field: string) => new Refusal(code, { field });

/**
 * Checks a typed piece of evidence, with the file given with it or kept from before, and completes its title
 * and link from its learning activity, its title from the name of the file. Throws a refusal for the first
 * missing part, naming its form field.
 */
export async function mustBeValidEvidence(
	world: World,
	actor: Actor,
	typed: EvidenceContent,
	file?: Pick<AcceptedContent, 'name'>,
): Promise<Required<EvidenceContent>> {
	const training = typed.training === null ? null : await trainingById(world, actor, typed.training);
	const title = typed.title || training?.title || file?.name.replace(/\.\w{1,5}$/, '') || '';
	const link = typed.link ?? training?.link ?? null;
	const reflection = typed.reflection.trim();
	if (title === '') throw missing('recognition.title-missing', 'title');
	if (link === null && training === null && !file) throw missing('recognition.nothing-to-look-at', 'link');
	if (reflection === '') throw missing('recognition.reflection-missing', 'reflection');
	const { context = null, shared = false } = typed;
	return { title, link, training: training?.id ?? null, reflection, context, shared };
}

/**
 * Whether the person began to fill in the fields of a piece of evidence: at least one is not empty, or they
 * gave a file.
 */
export const isBegun = (
	{ title, link, training, reflection, context }: EvidenceContent,
	file?: AcceptedContent,
): boolean =>
	file !== undefined ||
	[title, link ?? '', training ?? '', reflection, context ?? ''].some((text) => text.trim() !== '');
