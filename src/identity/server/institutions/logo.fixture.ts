import sharp from 'sharp';
import type { AcceptedContent } from '#platform/server';
import { acceptContent } from '../../../platform/server/files/receive-file-job.ts';

/** A logo of one colour, as the page receives one: a picture that was sent, drawn anew. */
export async function drawnLogo(background: string, name = 'logo.png'): Promise<AcceptedContent> {
	const sent = await sharp({ create: { width: 600, height: 300, channels: 3, background } })
		.png()
		.toBuffer();
	const made = await acceptContent(new Uint8Array(sent), name, 'picture', { side: 240, type: 'image/webp' });
	if ('refused' in made) throw new Error(made.refused);
	return made;
}
