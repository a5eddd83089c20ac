import { wordsIn } from './tellingWords';

/** What stands before what went wrong, such as `API` or `Sorry, you have`. */
const before =
	'(?:(?:oops|sorry|whoops|error|warning|http|https|status|code|the|your|you|ve|have|has|a|an|been|is|was|are|we|this|api|daily|hourly|monthly|global|user|openai|currently|[45]\\d\\d) )*';

/** Whole, or before a request to the reader. */
const phrases = [
	'(?:request|usage|api|rate) limit (?:is |was |has been )?(?:exceeded|reached|hit)',
	'exceeded (?:the |your |our )?(?:current |daily |monthly |hourly )?(?:quota|(?:rate|usage|request) limits?)',
	'(?:quota|limit) (?:is |was |has been )?exceeded',
	'rate ?limit(?:ed|ing)',
	'request(?:s)? (?:was |were )?throttled',
	'too many (?:requests|api calls|connections)',
	'(?:access|permission) (?:is |was |to this (?:page|site|resource) is )?(?:denied|forbidden)',
	'(?:page|file|site|resource|url|article) (?:was |could |can )?not (?:be )?found',
	'(?:requested )?(?:page|url|resource) (?:you (?:are|re|were|requested) )?(?:looking for )?(?:doesn t exist|does not exist|isn t available|is not available|is unavailable|was not found|could not be found|cannot be found|can t be found)',
	'(?:service|server|site|website|page|engine|model) (?:is )?(?:temporarily |currently )?(?:unavailable|overloaded|offline|down for maintenance|busy)',
	'temporarily unavailable',
	'internal server error|bad gateway|gateway time ?out|request time ?out|bad request|method not allowed|application error',
	'server error in application|whitelabel error page|upstream connect error or disconnect reset before headers|no healthy upstream|request could not be satisfied',
	'just a moment|attention required|checking your browser|checking if the site connection is secure|one more step',
	'(?:please )?(?:enable|turn on|allow) (?:javascript|cookies)(?: and (?:javascript|cookies))?',
	'(?:please )?(?:verify|verifying|confirm|prove)(?: that)? (?:you|you are|you re)(?: are| re)? (?:a )?(?:human|not a robot)',
	'are you a robot|unusual traffic(?: from your (?:computer )?network)?|blocked',
	'(?:invalid|missing|incorrect|expired|no) api key(?: provided)?|unauthorized|unauthenticated|not authenticated',
].join('|');
const after = '(?: (?:for|from|please|try|retry|wait|again|to continue|on this server) ?.*)?';

const trouble = new RegExp(`^${before}(?:${phrases})${after}$`);

/** What servers say when they give nothing, in the words that are usual among them: too many requests, a page that is not there, a check whether a human asks. */
export function isErrorPhrase(words: string): boolean {
	return trouble.test(wordsIn(words).join(' '));
}
