/**
 * The language of the page as the server wrote it in `<html lang>`: the browser negotiates nothing. In the
 * browser this module stands in for Paraglide's own runtime, which would.
 */
export const getLocale = (): 'fr' | 'en' => (document.documentElement.lang.startsWith('en') ? 'en' : 'fr');

/**
 * The language fixed at build time, for the compiled messages, which import this name from Paraglide's
 * runtime: always undefined, since the language is only known at run time.
 */
export const experimentalStaticLocale = undefined;
