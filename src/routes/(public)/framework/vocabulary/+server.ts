import { jsonLd } from '#framework/server';
import { answer } from '#ui/server/load-page.ts';
import { sendJsonLd } from '../send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = answer(({ request, locals: { world } }: RequestEvent) =>
	sendJsonLd(request, jsonLd.vocabulary(world.origin)),
);
