import { compileSchema } from '../../jsonSchema';
import { formatOf, isSent, schemaOf, textOf, type Concession } from './concession';
import { STRICT_RULES, THIS_SCHEMA } from './refusalWords';
import { wordsOf, type Remark } from './remark';

/** On all tools or on none; that of the answer's schema only where it is not about tools. */
export function concedeStrict(remark: Remark, ofTools: boolean): readonly Concession[] {
	const refused = ['tools.strict', 'response_format.strict'].filter((each) => isSent(remark.sent, each));
	const meant =
		ofTools && refused.includes('tools.strict') ? ['tools.strict'] : refused.filter((each) => each === 'response_format.strict');
	return meant.map((each) => ({ refused: each, words: wordsOf(remark) }));
}

/** Step by step: a schema with `strict`, without it, any JSON object, nothing. A schema that is none is never stepped down from. */
export function concedeFormat(remark: Remark): readonly Concession[] {
	const { text, sent } = remark;
	const format = formatOf(sent);
	if (sent['response_format'] === undefined) return [];
	const words = wordsOf(remark);
	if (format !== 'json_schema') return [{ refused: format === undefined ? 'response_format' : `response_format.${format}`, words }];
	const schema = schemaOf(sent);
	if (!isSchema(schema)) return [];
	if (isSent(sent, 'response_format.strict') && STRICT_RULES.test(text)) {
		return [{ refused: 'response_format.strict', ...(/\bstrict\b/i.test(text) ? {} : { schema: textOf(sent) }), words }];
	}
	return [
		{
			refused: 'response_format.json_schema',
			...(schema?.['type'] === 'object' ? { instead: 'json_object' } : {}),
			...(THIS_SCHEMA.test(text) ? { schema: textOf(sent) } : {}),
			words,
		},
	];
}

function isSchema(schema: Readonly<Record<string, unknown>> | undefined): boolean {
	try {
		compileSchema(schema ?? {});
		return true;
	} catch {
		return false;
	}
}
