import { jsonLd } from '#framework/server';
import { answer } from '#web/load-page.ts';
import { versionOr404 } from '../or-404.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = answer(({ request, params, locals: { world } }: RequestEvent) =>
	sendJsonLd(request, jsonLd.version(world.origin, versionOr404(params.version).version)),
);
