/** What a word, or a piece of a text without spaces, says about looking something up; `echo`: it stands in what was asked. */
export type WordKind = 'nothing' | 'trouble' | 'denial' | 'about' | 'function' | 'echo' | 'number' | 'other';

/** Pieces of Chinese, and of Japanese, by what they say. Longer ones are looked for first. */
const pieces: Readonly<Record<Exclude<WordKind, 'echo' | 'number' | 'other'>, string>> = {
	nothing: '为空 為空 未知 不明 何も 何にも',
	trouble: `错误 錯誤 出错 出錯 失败 失敗 异常 異常 抱歉 对不起 對不起 很遗憾 很遺憾 超时 逾時 超時 拒绝 拒絕 频繁 頻繁 请求过多 請求過多 超出限制 超过限制 超過限制 超出上限 超过上限
		エラー 申し訳 すみません 残念 拒否 タイムアウト 多すぎ が集中 上限に達し 上限を超え 制限を超え`,
	denial: `没有 沒有 没 沒 未能 未 无法 無法 无 無 不能 不 ません ませんでした ない なかった なし 無し できません できなかった ず`,
	about: `找到 找 查找 查询 查詢 查 搜索 搜尋 搜寻 搜 检索 檢索 结果 結果 信息 資訊 资讯 资料 資料 数据 數據 内容 內容 匹配 符合 条件 條件 页面 頁面 网页 網頁 页 頁
		记录 記錄 纪录 紀錄 文档 文件 答案 回答 知道 稍后 稍後 再试 再試 重试 重試 服务器 伺服器 服务 服務 请求 請求 访问 訪問 存取 网络 網路 连接 連線 发生 發生 返回 加载 存在 可用
		見つかり 見つから 見つける 見つけ 該当 一致 検索 情報 データ ページ サイト 件 指定 キーワード 条件 探し 存在し 取得 アクセス サーバー サーバ リクエスト 内部 発生 知り わかり 分かり 上限 再度 もう一度 試し しばらく 時間 記事 文書`,
	function: `的 了 共 共有 一共 在 到 与 與 和 您 你 我们 我們 我 该 該 此 是 有 中 关于 關於 对 對 被 已 也 太 过于 過於 过 過 任何 相关 相關 有关 有關 请 請 暂时 暫時 暂 暫 个 個 条 條 项 項 任 出 以 之 后 後 所 次
		お ご を に は が も の で と から まで へ や て した して する され れ し ます ました まし でした です だ った ござい な い き よう あり ある いる この その あなた ください 下さい 置い 経って 関する 関連 ついて つい 対する`,
};

const kindOf: ReadonlyMap<string, WordKind> = new Map(
	Object.entries(pieces).flatMap(([kind, words]) => words.split(/\s+/).map((word) => [word, kind as WordKind] as const)),
);
const LONGEST_PIECE = Math.max(...[...kindOf.keys()].map(({ length }) => length));

/** Takes a stretch of text apart that has no spaces between its words: the longest known piece at each place, else one character, which was asked where it stands there beside the same neighbour. */
export function denseKindsOf(stretch: string, asked: string): readonly WordKind[] {
	const kinds: WordKind[] = [];
	for (let at = 0; at < stretch.length;) {
		const { kind, length } = pieceAt(stretch, at, asked);
		kinds.push(kind);
		at += length;
	}
	return kinds;
}

function pieceAt(stretch: string, at: number, asked: string): { readonly kind: WordKind; readonly length: number } {
	for (let length = Math.min(LONGEST_PIECE, stretch.length - at); length > 0; length--) {
		const kind = kindOf.get(stretch.slice(at, at + length));
		if (kind !== undefined) return { kind, length };
	}
	const pairs = [stretch.slice(at - 1, at + 1), stretch.slice(at, at + 2)];
	return { kind: pairs.some((pair) => pair.length === 2 && asked.includes(pair)) ? 'echo' : 'other', length: 1 };
}
