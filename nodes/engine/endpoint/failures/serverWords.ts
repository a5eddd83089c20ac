import type { ErrorBody } from '../readErrorBody';

/** What servers say, as patterns: one list for each thing that a refusal may be about. All repetitions are bounded. */

/** Names of errors and their words, to look for either. */
export const namesOf = ({ code = '', type = '', limit = '' }: ErrorBody): string => `${code} ${type} ${limit}`;
const heard = (patterns: readonly RegExp[]) => (said: ErrorBody) =>
	patterns.some((pattern) => pattern.test(`${said.words}\n${namesOf(said)}`));

/** Money or a budget is used up: waiting does not help. */
export const saysNoCredit = heard([
	/insufficient[_ -]?(?:quota|balance|credit|fund)/i,
	/exceeded_current_quota|budget_exceeded|billing_(?:hard_)?limit|\bArrearage\b/i,
	/(?:insufficient|more|out of|enough|no|add|buy|purchase|negative)\b.{0,20}\b(?:credits?|balance|funds)\b/i,
	/\b(?:credits?|balance|funds)\b.{0,40}\b(?:insufficient|exhausted|too low|required|run out|used up|depleted|not enough)/i,
	/payment[ _]required|budget (?:has been |was |is )?exceeded|exceeded (?:your |the |its )?(?:monthly |max |spending )?budget|PerDay|key limit exceeded|free-models-per-day|余额不足|欠费|额度(?:已用尽|不足)/i,
	/insufficient_user_quota|FreeTierOnly|\bfree tier\b.{0,40}\bexhausted\b|account\b.{0,30}\b(?:suspended|overdue|in arrears)/i,
	/\bquota\b.{0,200}\blimit: 0\b/i,
]);
/** The same words are said of limits that pass within a minute, so a wait that the server names speaks against it. */
export const saysQuota = heard([
	/\bquota\b.{0,60}\b(?:exceed|exhaust|reached|run out|used up)|(?:exceed|exhaust|reached|run out of).{0,60}\bquota\b/i,
	/\b(?:billing|hard limit)\b|\b(?:daily|weekly|monthly|usage) (?:usage |spend(?:ing)? )?limit\b/i,
]);
export const saysPerMinute = heard([/per[ _-]?(?:minute|min|second|hour)\b|\b[TR]PM\b/i]);

export const saysWrongKey = heard([
	/\b(?:invalid|incorrect|wrong|missing|no|expired|unknown)[ _](?:openai |valid |proxy |server |authentication ){0,2}(?:api[ _-]?key|token passed|credentials?)\b/i,
	/api[ _]?key (?:is )?(?:not valid|invalid|missing|expired|required|not found)|API_KEY_INVALID|authentication[ _](?:error|failed|fails|required)|\bUNAUTHENTICATED\b|no connected db/i,
]);

/** Rules about content, and law. */
export const saysBlocked = heard([
	/Content Exists Risk|new_sensitive|敏感内容|不安全/i,
	/content_(?:filter|policy)|ResponsibleAIPolicy|data_inspection_failed|unsupported_country|moderation_blocked/i,
	/content (?:management |filtering )?policy|flagged\b.{0,80}\bmoderation|moderation\b.{0,80}\bflagged|safety (?:system|policy|filter|reasons)|prohibited (?:content|use)/i,
]);

export const saysLoadFailed = heard([
	/\b(?:fail(?:ed|ure)?|error|unable|could not|cannot|can't|couldn't)\b.{0,20}\bload(?:ing)?\b.{0,20}\bmodel\b/i,
	/\bmodel\b.{0,80}\b(?:failed to load|could not be loaded|loading failed)|requires more (?:system |gpu |video )?memory|waiting for (?:llama|the)?[ -]?(?:runner|llama-server|server) to start|runner process has terminated/i,
]);
export const saysStillLoading = heard([
	/\bloading (?:the )?models?\b|\bmodels? (?:is |are )?(?:still |currently |being |now ){0,3}loading\b/i,
	/\bmodel\b.{0,120}\b(?:is|are|being) (?:still |currently |being ){0,2}(?:loading|loaded in|warming up|starting up|initiali[sz]ing)\b/i,
	/\b(?:still|currently|while) (?:being )?loading\b|\bbeing loaded\b|\bmodel\b.{0,120}\bnot (?:yet )?ready\b|\bmodel (?:is )?not loaded yet\b|ModelNotReady|\bmodel_loading\b|\bcold.?start/i,
	/\b(?:server|service|model|engine|instance|endpoint|worker|replica|container)\b.{0,60}\b(?:(?:is|are) )?(?:still |currently |being ){0,2}(?:starting(?: up)?|started|waking up|warming up|initiali[sz]ing|launching|deploying)\b/i,
]);
export const saysNoModelLoaded = heard([
	/\bno models? (?:is |are |has been |have been |currently ){0,2}loaded\b/i,
	/\bmodel (?:is |has been |was |has )?(?:not loaded|unloaded)\b/i,
]);

/** vLLM without its option, Ollama, llama-server, OpenRouter, and what others say. */
const saysNoToolsAtAll = heard([
	/tool choice requires|tool-call-parser|tools param requires/i,
	/(?:not|n['’]t) (?:yet |currently )?support (?:the use of )?[`'"]?(?:tool|function)/i,
	/(?:tools?|tool use|function calling|tool_choice|tool calls?|tool calling)[`'"]? (?:is|are) not (?:supported|available|implemented|enabled)/i,
	/no endpoints found.{0,40}\btool/i,
]);
/** The server takes tools, and not what Extra Body says of them. */
const saysWrongChoice = heard([/does not match any of the specified|invalid value for `tool_choice`|in `tool_choice`!|must be set/i]);
const NAMES_TOOLS = /^tools?$|^tool_choice$/;
const DOES_NOT_KNOW = /support|not permitted|not allowed|unknown|unrecogni|unexpected|extra/i;
export const saysNoTools = (said: ErrorBody): boolean =>
	!saysWrongChoice(said) && (saysNoToolsAtAll(said) || (NAMES_TOOLS.test(said.param ?? '') && DOES_NOT_KNOW.test(said.words)));

export const saysSchema = (said: ErrorBody): boolean =>
	/grammar|json.?schema|structured.?output|response_format|xgrammar|outlines|guidance/i.test(`${said.words} ${said.param ?? ''}`);

/** A router knows the model, and what stands behind it does not serve it. */
export const saysBehindRouter = heard([/Received Model Group|no endpoints found (?:matching|that)|no available (?:provider|channel)/i]);

/** The words say that a model does not exist. */
export const saysNoModel = heard([
	/\bmodel_not_found\b|\bDeploymentNotFound\b|\binvalid_model\b|\bmodel_not_supported\b|^model: /i,
	/\bmodels?\b.{0,100}?\b(?:(?:does|do|did)(?: not|n['’]t) exist|not exist|(?:was |is |be |were |could )?not (?:be )?found|can(?:not|n['’]t) be found|is unknown|is not (?:served|available))\b/i,
	/\b(?:unknown|invalid|unsupported|no such|not found|unrecogni[sz]ed|(?:could|can)(?: ?not|n['’]t) find|not a valid|unable to access)[ `'"]{1,2}(?:(?:the|a|any|base|requested) ){0,2}[`'"]?models?\b/i,
	/no endpoints found for\b|repository not found|no (?:healthy )?deployments? (?:for|available)|模型不存在/i,
]);

export const saysCrashed = heard([/\bmodel has (?:unloaded or )?crashed\b/i]);
export const saysEngineDead = heard([/engine\s?(?:core|process|dead|is dead|has died)|EngineDead/i]);
/** Envoy, HAProxy, Traefik and others, of what stands behind them. */
export const saysNoUpstream = heard([/no healthy upstream|upstream connect error|no server is available|no available server|bad gateway/i]);
/** What servers say of a path that they do not have; no word of it is about a model. */
export const saysNoPath = ({ words }: ErrorBody): boolean =>
	words === '' ||
	/^(?:404|405)?[\s:]{0,3}(?:page |file |resource |method |the )?(?:requested )?(?:url |resource |path |route )?(?:was )?not (?:found|allowed)[\s.!]{0,3}$/i.test(
		words,
	) ||
	/page not found|cannot (?:post|get) \/|invalid url|unexpected endpoint|no route|route .{0,80}not found|method not allowed|resource not found|404 not found|not found on this server|unknown (?:path|url|endpoint|route)/i.test(
		words,
	);
