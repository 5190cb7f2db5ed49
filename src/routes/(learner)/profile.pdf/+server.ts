import { isFrameworkVersion } from '#framework';
import { mustBeLearner, mustBePerson } from '#identity';
import { institutionById } from '#identity/server';
import { ownProfileToday } from '#profile/server';
import { endpointHandler } from '#web/load-page.ts';
import { printUncached, preparePdf } from '#ui/server/pdf/print-job.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';
import { profileSheet } from '#presentation/sheet/profile-sheet.ts';

export const GET = endpointHandler(async ({ url, locals: { world, actor, locale } }: RequestEvent) => {
	const asked = url.searchParams.get('version');
	const profile = await ownProfileToday(world, actor, isFrameworkVersion(asked) ? asked : null);
	const { timeZone } = await institutionById(world, mustBeLearner(actor).institution);
	const { id, displayName: name } = mustBePerson(actor);
	const sheet = profileSheet(profile, { name, locale, timeZone, now: world.now() });
	const bytes = await printUncached({ threads: world.threads, whose: id }, preparePdf(sheet));
	return sendPrivateFile({ bytes, type: 'application/pdf', name: sheet.fileName });
});
