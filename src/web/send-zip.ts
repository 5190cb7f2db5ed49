/** Sends a ZIP file to be saved under its name, which nothing between keeps. */
export const sendZip = ({ name, body }: { readonly name: string; readonly body: ReadableStream }): Response =>
	new Response(body, {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store',
		},
	});
