/** Colours come from variables, so that the page and its plots follow the reader's light or dark scheme. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #1b2430; --soft: #5d6b7c; --line: #dde2e8;
  --good: #1a7f4b; --bad: #c8321f; --warn: #b26a00; --mark: #2f6fdb; --mute: #c3ccd6; --good-bg: #e3f4ea; --bad-bg: #fce8e5; --warn-bg: #fdf1dc; }
@media (prefers-color-scheme: dark) { :root { --bg: #12161c; --card: #1b2129; --ink: #e6ebf1; --soft: #97a4b3; --line: #2c3541;
  --good: #4fc287; --bad: #f0705e; --warn: #e5a13d; --mark: #6b9ff2; --mute: #46525f; --good-bg: #17352a; --bad-bg: #40201d; --warn-bg: #3b2d14; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 21px; margin: 0; } h3 { font-size: 15px; margin: 0 0 2px; }
p { margin: 0; } .soft { color: var(--soft); } code, .mono { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: 13px; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 20px; flex-wrap: wrap; margin-bottom: 22px; }
.badge { display: inline-block; padding: 5px 14px; border-radius: 999px; font-weight: 600; white-space: nowrap; }
.holds { color: var(--good); background: var(--good-bg); } .violated { color: var(--bad); background: var(--bad-bg); }
.unsettled { color: var(--warn); background: var(--warn-bg); }
section.name { margin-top: 30px; } .title { display: flex; align-items: center; gap: 14px; flex-wrap: wrap; margin-bottom: 12px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-bottom: 12px; }
.tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; min-width: 0; }
.tile b { display: block; font-size: 22px; line-height: 1.25; } .tile span { color: var(--soft); font-size: 13px; }
.plots { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; align-items: start; }
.plots .column { display: grid; gap: 12px; min-width: 0; } @media (max-width: 760px) { .plots { grid-template-columns: 1fr; } }
.card > p.soft { font-size: 13px; margin-bottom: 10px; }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--ink); font: 12px system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
svg .soft { fill: var(--soft); } svg .axis { stroke: var(--line); } svg .grid { stroke: var(--line); stroke-dasharray: 2 3; }
svg .mark { fill: var(--mark); } svg .good { fill: var(--good); } svg .bad { fill: var(--bad); } svg .mute { fill: var(--mute); }
svg .expected { stroke: var(--ink); stroke-dasharray: 4 3; } svg .curve { fill: none; stroke: var(--warn); stroke-width: 2; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; } th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; } td.number, th.number { text-align: right; }
tr:last-child td { border-bottom: 0; } .scroll { overflow-x: auto; } main > .card, section > .card, section > .plots { margin-top: 12px; }
td.fixed { white-space: nowrap; }
.broken { border-left: 4px solid var(--bad); } .notes { margin: 12px 0 0; padding-left: 18px; color: var(--soft); font-size: 13px; }
/* on a narrow page each row of a table is a block, and each cell says what it is */
@media (max-width: 760px) { main { padding: 20px 12px 40px; } .card { padding: 12px; } thead { display: none; } table, tbody, tr, td { display: block; }
td, td.number { border: 0; padding: 3px 0 3px 76px; text-align: left; position: relative; overflow-wrap: anywhere; } td.fixed { white-space: normal; }
td::before { content: attr(data-head); position: absolute; left: 0; width: 70px; color: var(--soft); overflow-wrap: normal; }
tr { border-bottom: 1px solid var(--line); padding: 6px 0; } tr:last-child { border-bottom: 0; } .tiles { grid-template-columns: repeat(2, 1fr); }
.tile b { font-size: 19px; } }
@media (max-width: 480px) { svg text { font-size: 14px; } }
footer { margin-top: 30px; color: var(--soft); font-size: 13px; }
`;
