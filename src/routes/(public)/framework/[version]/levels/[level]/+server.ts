import { jsonLd } from '#framework/server';
import { answer } from '#web/load-page.ts';
import { levelOr404, versionOr404 } from '../../../or-404.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = answer(({ request, params, locals: { world } }: RequestEvent) => {
	const framework = versionOr404(params.version);
	const level = levelOr404(framework, params.level);
	return sendJsonLd(request, jsonLd.level(world.origin, framework.version, level));
});
