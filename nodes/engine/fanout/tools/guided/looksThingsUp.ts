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
	const named = tool.name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
	const isChange = named
		.toLowerCase()
		.split(/[^a-z]+/)
		.some((word) => changes.has(word));
	return !isChange && searches.test(`${named} ${tool.description} ${onlyText(tool) ?? ''}`);
}
