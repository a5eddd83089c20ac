import { isErrorStatus } from '../../quotes/statusReasons';

/** What answers have beside the words of an error, and nothing else. */
const fieldsOfErrors = new Set(
	`error errors message messages msg detail details status statuscode statustext statusmessage code type path timestamp title instance trace
	requestid documentationurl docurl help hint reason success ok name cause method url description stack context param errordescription errorcode errormessage retryafter headers`.split(
		/\s+/,
	),
);

const counts = /^(?:found|total|count|size|length|hits|matches|results|(?:total|number|num)(?:of)?[a-z]+|[a-z]+count)$/;
/** What stands beside an empty list without saying anything of it. */
const fieldsOfSearches = new Set(
	'query q search searchterm term page pagesize perpage limit offset took time timedout status success ok hasmore next previous'.split(' '),
);

/**
 * Whether an output says by its fields that there is nothing in it, alone or as the only item of a list: by `found: 0`, as our own tools do; by a count of 0 beside an empty list; by `isError`, as MCP servers do; as an answer of HTTP with a status of an error; or as an error, which has no fields but those of one.
 */
export function saysByFields(value: unknown): boolean {
	const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (typeof only !== 'object' || only === null) return false;
	const fields = new Map(
		Object.entries(only)
			.filter(([, each]) => isTold(each))
			.map(([name, each]) => [name.toLowerCase().replace(/[_-]/g, ''), each as unknown]),
	);
	const found = fields.get('found');
	return (
		found === 0 ||
		found === false ||
		fields.get('iserror') === true ||
		isEmptyList(only, fields) ||
		isAnswerOfHttp(fields) ||
		isError(fields)
	);
}

/** A count of nothing alone is an answer; beside an empty list, it says that a search found nothing. */
function isEmptyList(value: object, fields: ReadonlyMap<string, unknown>): boolean {
	const isEmpty = Object.values(value).some((each) => Array.isArray(each) && each.length === 0);
	const counted = [...fields].filter(([name]) => !fieldsOfSearches.has(name));
	return isEmpty && counted.length > 0 && counted.every(([name, each]) => each === 0 && counts.test(name));
}

/** What n8n's HTTP Request gives where it is to give the whole answer, whatever it is. */
function isAnswerOfHttp(fields: ReadonlyMap<string, unknown>): boolean {
	return isErrorStatus(fields.get('statuscode')) && (fields.has('statusmessage') || fields.has('headers'));
}

function isError(fields: ReadonlyMap<string, unknown>): boolean {
	if ([...fields.keys()].some((name) => !fieldsOfErrors.has(name))) return false;
	const isNamed = ['error', 'errors', 'errormessage', 'errorcode'].some((name) => fields.has(name) && fields.get(name) !== false);
	const hasStatus = ['status', 'statuscode'].some(
		(name) => isErrorStatus(fields.get(name)) || /^(?:error|fail)/i.test(String(fields.get(name))),
	);
	const hasCode = isErrorStatus(fields.get('code')) && ['message', 'msg', 'reason', 'status'].some((name) => fields.has(name));
	return isNamed || hasStatus || hasCode || fields.get('success') === false || fields.get('ok') === false;
}

function isTold(value: unknown): boolean {
	if (value === null || value === undefined || value === '') return false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}
