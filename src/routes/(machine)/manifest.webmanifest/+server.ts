import { m } from '#messages';
import { GROUND, oklchToHex } from '#ui/drawing/colour.ts';
import type { RequestHandler } from './$types';

/**
 * The Web application manifest, with which a phone puts Macaron on its home screen. One for everybody, in
 * French: a browser asks for it without cookies. There is no service worker: nothing is kept for offline use.
 */
export const GET: RequestHandler = () => {
	const ground = oklchToHex(GROUND.light);
	const french = { locale: 'fr' } as const;
	const picture = (size: number, purpose: string) => ({
		...{ src: `/icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose },
	});
	const manifest = {
		id: '/',
		lang: 'fr-CA',
		name: m.shell_name({}, french),
		short_name: m.shell_name({}, french),
		description: m.home_description({}, french),
		start_url: '/today',
		scope: '/',
		display: 'standalone',
		theme_color: ground,
		background_color: ground,
		icons: [
			{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
			picture(180, 'any'),
			// The emblem stands inside the circle that any mask leaves.
			picture(512, 'any maskable'),
		],
	};
	return new Response(JSON.stringify(manifest), {
		headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=86400' },
	});
};
