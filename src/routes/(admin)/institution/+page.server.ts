import { issuingBodyAddress } from '#awards';
import { FRAMEWORK_VERSIONS, versionChosen } from '#framework';
import { hasIssued } from '#awards/server';
import { versionChoices } from '#framework/server';
import {
	administeredInstitution,
	administeredSettings,
	changeInstitution,
	institutionForm,
	keyForm,
	removeLogo,
	setLogo,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { formActionWithFile } from '#web/file-forms/form-with-file.ts';
import { loadPage } from '#web/load-page.ts';
import { readServiceProvider } from '#web/service-provider.ts';
import { LOGO } from './logo.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor } }) => {
	const { institution, version, logo, changes } = await administeredSettings(world, actor);
	const { name, slug, kind, timeZone, language, threshold, frameworkVersion, demonstration } = institution;
	const address = `/i/${slug}`;
	return {
		institution: {
			...{ name, timeZone, language, threshold, demonstration },
			frameworkVersion: versionChosen(frameworkVersion),
		},
		versions: versionChoices(),
		shown: version,
		fixed: { kind, slug },
		issuer: {
			path: address,
			address: issuingBodyAddress(world.origin, slug),
			hasPage: await hasIssued(world, slug),
		},
		logo: logo && { src: `${address}/logo?v=${logo.sha256.slice(0, 8)}`, name: logo.name },
		changes,
	};
});

export const actions: Actions = {
	change: formAction(institutionForm(FRAMEWORK_VERSIONS), async (input, { locals: { world, actor } }) => {
		await changeInstitution(world, actor, input);
		await readServiceProvider(world);
		return 'changed' as const;
	}),
	logo: formActionWithFile(
		keyForm,
		LOGO,
		async ({ key }, logo, { locals: { world, actor } }: RequestEvent) => {
			await setLogo(world, actor, { logo, key });
			return 'logo' as const;
		},
		{ before: ({ locals }: RequestEvent) => void administeredInstitution(locals.actor) },
	),
	remove: formAction(keyForm, async (input, { locals: { world, actor } }) => {
		await removeLogo(world, actor, input);
		return 'removed' as const;
	}),
};
