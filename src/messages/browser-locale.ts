/** The language of the page, as the server wrote it; a browser has nothing to negotiate. */
export const getLocale = (): 'fr' | 'en' => (document.documentElement.lang.startsWith('en') ? 'en' : 'fr');

/** No language is known before the page is. */
export const experimentalStaticLocale = undefined;
