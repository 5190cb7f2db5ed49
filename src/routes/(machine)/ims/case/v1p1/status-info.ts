/** The codes of CASE 1.1 that we answer with, and the status of each (REST binding). */
const STATUSES = {
	unknownobject: 404,
	invalid_uuid: 404,
	invalid_selection_field: 400,
	invalid_sort_field: 400,
} as const;

/** An answer that says why there is nothing, as CASE 1.1 asks (imsx_StatusInfo). It is written for programs, in English. */
export function statusInfo(code: keyof typeof STATUSES, field: string, description: string): Response {
	const info = {
		imsx_codeMajor: 'failure',
		imsx_severity: 'error',
		imsx_description: description,
		imsx_codeMinor: {
			imsx_codeMinorField: [{ imsx_codeMinorFieldName: field, imsx_codeMinorFieldValue: code }],
		},
	};
	return new Response(JSON.stringify(info), {
		status: STATUSES[code],
		headers: {
			'content-type': 'application/json',
			'cache-control': 'no-cache',
			'access-control-allow-origin': '*',
			'x-content-type-options': 'nosniff',
			'x-robots-tag': 'noindex',
		},
	});
}
