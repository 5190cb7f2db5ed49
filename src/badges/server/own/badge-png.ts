import { createHash } from 'node:crypto';
import { createVersionedCache, type World } from '#platform/server';
import { drawBadgeElsewhere } from './badge-file-job.ts';

/** How many pictures of badges are kept: some 40 kB each. */
const MOST = 100;

const kept = createVersionedCache<Promise<Uint8Array>>(MOST);

/**
 * Returns a drawing of a badge as PNG, 600 pixels wide, drawn on another thread wherever visitors are served,
 * then kept. Throws the refusals of `Threads`.
 */
export function badgePng(
	{ threads, now }: Pick<World, 'threads' | 'now'>,
	drawing: string,
): Promise<Uint8Array> {
	const name = createHash('sha256').update(drawing).digest('base64url');
	const found = kept.get(name, '', now());
	if (found) return found;
	// What is under way is kept too: ten people who open one page need one picture.
	const made = drawBadgeElsewhere(threads, drawing);
	kept.set(name, '', now(), made);
	made.catch(() => kept.set(name, 'failed', now(), made));
	return made;
}
