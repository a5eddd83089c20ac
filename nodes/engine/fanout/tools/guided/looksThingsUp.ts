import type { ToolDescription } from '../../../tool';
import { onlyText } from './readParameters';

/** In the languages that tools are most often described in. */
const searches =
	/search|\bfind|\blook|quer|recall|retriev|wiki|encyclop|knowledge|question|\bsuch(?:e|t|en)\b|nachschlag|frage|recherch|cherch|busca|busqueda|consult|pesquis|cerca|ricerc|поиск|найти|искать|検索|調べ|搜索|查询|查詢|검색/iu;
const changes: ReadonlySet<string> = new Set(
	'save write create add send delete remove update post set store remember run execute exec sql book pay order'.split(' '),
);

/** Whether a tool says of itself that it searches with the words that it gets; what writes, sends or runs something by its name is none. */
export function looksThingsUp(tool: ToolDescription): boolean {
	return !changesThings(tool) && searches.test(`${wordsOfName(tool).join(' ')} ${tool.description} ${onlyText(tool) ?? ''}`);
}

/** Whether a tool writes, sends or runs something, by its name. */
export function changesThings(tool: Pick<ToolDescription, 'name'>): boolean {
	return wordsOfName(tool).some((word) => changes.has(word));
}

/** Whether a tool works out sums, by its name: it knows no facts. */
export function calculates(tool: Pick<ToolDescription, 'name'>): boolean {
	return wordsOfName(tool).some((word) => /^(?:calc|math|rechn|taschenrechn)/.test(word));
}

function wordsOfName({ name }: Pick<ToolDescription, 'name'>): readonly string[] {
	return name
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^\p{L}]+/u);
}
