import { mustBePerson } from '#identity';
import { declaredHours, institutionUnderAct } from '#training/server';
import { hoursSheet } from '#presentation/sheet/hours-sheet.ts';
import { USUAL_TIME_ZONE } from '#platform';
import { preparePdf, printUncached } from '#ui/server/pdf/print-job.ts';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ url, locals: { world, actor, locale } }: RequestEvent) => {
	const { period, minutes } = await declaredHours(world, actor, url.searchParams.get('period'));
	const { id, displayName: name } = mustBePerson(actor);
	const { timeZone = USUAL_TIME_ZONE } = (await institutionUnderAct(world, actor)) ?? {};
	const sheet = hoursSheet({ name, period, minutes }, { locale, timeZone, now: world.now() });
	const bytes = await printUncached({ threads: world.threads, whose: id }, preparePdf(sheet));
	return sendPrivateFile({ bytes, type: 'application/pdf', name: sheet.fileName });
});
