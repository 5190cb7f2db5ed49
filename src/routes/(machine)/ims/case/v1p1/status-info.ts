/**
 * The CASE 1.1 error codes (`imsx_codeMinor`) that this service uses, each with its HTTP status (REST
 * binding).
 */
const STATUSES = {
	unknownobject: 404,
	invalid_uuid: 404,
	invalid_selection_field: 400,
	invalid_sort_field: 400,
} as const;

/**
 * Builds an error response as CASE 1.1 requires (`imsx_StatusInfo`), in English since programs read it;
 * `field` is the parameter at fault.
 */
export function caseErrorResponse(code: keyof typeof STATUSES, field: string, description: string): Response {
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
