import type { InstitutionKind } from '#identity';
import { m } from '#messages';

/** The name of a kind of institution (service centre, cégep…) in the current language. */
export const kindText = (kind: InstitutionKind): string =>
	({
		'service-centre': m.identity_kind_service_centre,
		'school-board': m.identity_kind_school_board,
		cegep: m.identity_kind_cegep,
		private: m.identity_kind_private,
		recit: m.identity_kind_recit,
		other: m.identity_kind_other,
	})[kind]();
