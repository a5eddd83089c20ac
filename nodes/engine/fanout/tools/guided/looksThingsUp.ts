import type { ToolDescription } from '../../../tool';
import { onlyText } from './readParameters';

/** In the languages that tools are most often described in. */
const words =
	/search|find|look|quer|recall|retriev|wiki|encyclop|knowledge|question|such|nachschlag|frage|recherch|cherch|busca|busqueda|consult|pesquis|cerca|ricerc|поиск|найти|искать|検索|調べ|搜索|查询|查詢|검색/iu;
const changes =
	/(?:^|[_\W])(?:save|write|create|add|send|delete|remove|update|post|set|store|remember|run|execute|exec|sql|book|pay|order)(?:$|[_\W]|[A-Z])/;

/** Whether a tool says of itself that it searches with the words that it gets; what writes, sends or runs something is none. */
export function looksThingsUp(tool: ToolDescription): boolean {
	return !changes.test(tool.name) && words.test(`${tool.name} ${tool.description} ${onlyText(tool) ?? ''}`);
}
