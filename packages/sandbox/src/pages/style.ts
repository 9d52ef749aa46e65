/** The one style sheet of the sandbox pages: system fonts, light and dark, nothing loaded. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbf8f3; --card: #fff; --sunk: #f3eee5; --line: #e2daca; --edge: #8f8574;
  --ink: #26211b; --soft: #655c50; --pine: #1e5b4a; --pine-soft: #e3efea; --on-pine: #fff; --brick: #a23325; --amber: #8a5200; --amber-soft: #fbefd9; }
@media (prefers-color-scheme: dark) { :root { --paper: #171411; --card: #201c18; --sunk: #110f0d; --line: #38322b; --edge: #857a6b;
  --ink: #efe8dd; --soft: #b5aa9b; --pine: #8ccfb8; --pine-soft: #1d332b; --on-pine: #10231c; --brick: #f09a8b; --amber: #e9b566; --amber-soft: #382a14; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 14px 24px; border-bottom: 1px solid var(--line); color: var(--soft); font-size: 13px; }
.mark { color: var(--amber); background: var(--amber-soft); border-radius: 999px; padding: 2px 12px; font-weight: 600; text-decoration: none; }
main { max-width: 760px; margin: 0 auto; padding: 34px 24px 64px; }
.narrow { max-width: 480px; margin-inline: auto; }
h1 { font: 480 28px/1.2 ui-serif, Georgia, serif; letter-spacing: -0.012em; margin: 0 0 8px; }
h2 { font: 480 20px/1.3 ui-serif, Georgia, serif; margin: 34px 0 8px; }
p { margin: 0 0 12px; } .soft { color: var(--soft); } small { font-size: 13px; color: var(--soft); }
a { color: var(--pine); } code { background: var(--sunk); border-radius: 6px; padding: 1px 6px; font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 26px; }
fieldset { border: 0; margin: 20px 0 0; padding: 0; min-width: 0; } legend { padding: 0 0 6px; font-weight: 600; }
.choice { display: flex; gap: 12px; align-items: flex-start; padding: 11px 12px; border: 1px solid var(--line); border-radius: 12px; margin-top: 8px; cursor: pointer; }
.choice:has(input:checked) { background: var(--pine-soft); border-color: var(--pine); }
.choice input { width: 18px; height: 18px; margin: 2px 0 0; accent-color: var(--pine); flex: none; }
.choice small { display: block; overflow-wrap: anywhere; }
input[type=email] { width: 100%; min-height: 44px; padding: 0 12px; margin-top: 8px; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 10px; }
.actions { display: flex; flex-direction: row-reverse; gap: 12px; margin-top: 26px; }
button { min-height: 44px; padding: 0 20px; font: inherit; font-weight: 600; border-radius: 10px; border: 1px solid var(--edge); background: transparent; color: inherit; cursor: pointer; }
button.main { background: var(--pine); border-color: var(--pine); color: var(--on-pine); }
:focus-visible { outline: 3px solid var(--pine); outline-offset: 2px; }
.problem { color: var(--brick); font-weight: 600; }
ul.rows { list-style: none; margin: 20px 0 0; padding: 0; border-top: 1px solid var(--line); }
ul.rows li { border-bottom: 1px solid var(--line); padding: 12px 0; } ul.rows a { font-weight: 600; text-decoration: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 0 20px; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 480px; border: 1px solid var(--line); border-radius: 12px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sunk); border-radius: 12px; padding: 16px; font: 13px/1.5 ui-monospace, monospace; }
table { width: 100%; border-collapse: collapse; } td, th { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
`
