import { jsonLd } from '#framework/server';
import { answer } from '#web/load-page.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = answer(({ request, locals: { world } }: RequestEvent) =>
	sendJsonLd(request, jsonLd.digcomp(world.origin)),
);
