/** The look of the page, in light and in dark; without anything from elsewhere. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1c2430; --soft: #5b6675; --line: #e1e5ea; --one: #2f6fdf; --two: #e08a1e; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181e; --card: #1c222b; --ink: #e7ebf0; --soft: #9aa6b5; --line: #303945; --one: #6aa3ff; --two: #f0ab4f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 56px; }
h1 { font-size: 26px; margin: 0; line-height: 1.2; }
h2 { font-size: 18px; margin: 0 0 8px; }
p { margin: 0 0 12px; max-width: 76ch; }
.soft, figcaption, footer { color: var(--soft); }
header p { margin: 6px 0 20px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px; margin-top: 16px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
.cards div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.cards span { display: block; color: var(--soft); font-size: 13px; }
.cards b { display: block; white-space: nowrap; font-size: 20px; line-height: 1.3; font-weight: 600; }
figure { margin: 8px 0 0; } figure + .scroll { margin-top: 14px; }
figcaption { font-size: 13px; margin-bottom: 4px; display: flex; flex-wrap: wrap; gap: 4px 16px; }
.pair { margin-top: 12px; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 28px; }
svg { width: 100%; min-width: 380px; height: auto; display: block; overflow: visible; }
svg text { fill: var(--soft); font-size: 12px; }
.grid { stroke: var(--line); } .ground { stroke: var(--soft); }
.slot { fill: transparent; } g:hover .slot { fill: var(--line); opacity: .5; }
.part1 { fill: var(--one); background: var(--one); } .part2 { fill: var(--two); background: var(--two); }
.key i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 400; }
thead th { color: var(--soft); font-size: 12px; white-space: normal; vertical-align: bottom; }
th:first-child { text-align: left; padding-left: 0; } tbody th { max-width: 320px; min-width: 140px; white-space: normal; overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom: 0; }
.bars { margin: 0; } .bars div { display: grid; grid-template-columns: minmax(110px, 210px) 1fr; gap: 12px; align-items: center; margin: 5px 0; }
.bars dt { overflow-wrap: anywhere; } .bars dd { margin: 0; display: flex; align-items: center; gap: 8px; padding-right: 150px; }
.bars span { height: 16px; min-width: 2px; border-radius: 3px; background: var(--one); flex: none; } .bars b { font-weight: 400; white-space: nowrap; margin-right: -150px; }
summary { cursor: pointer; font-size: 18px; font-weight: 600; } details[open] summary { margin-bottom: 8px; }
footer { margin-top: 20px; font-size: 13px; }
@media (max-width: 560px) { .bars div { grid-template-columns: 1fr; gap: 0; } main { padding: 20px 12px 40px; } section { padding: 14px; } }
@media print { body { background: #fff; } section { break-inside: avoid; } }
`;
