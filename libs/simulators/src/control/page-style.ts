/** The control page's look: light and dark, readable on a phone. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: light-dark(#f3f5f9, #10141b); --card: light-dark(#fff, #181f29); --ink: light-dark(#17202c, #e6ebf3);
  --soft: light-dark(#4f5d71, #a7b3c4); --line: light-dark(#cfd7e2, #344054); --edge: light-dark(#75839a, #74829a); --act: light-dark(#0b57a4, #8fc1ff);
  --good: light-dark(#116b3a, #7fd8a4); --bad: light-dark(#a3231b, #ff9d94); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { margin: 0; line-height: 1.2; } h2 { font-size: 1.15rem; } header p { margin: .25rem 0; color: var(--soft); }
section { margin: 0 0 1rem; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; justify-content: space-between; margin-bottom: .75rem; }
form.row { justify-content: flex-start; } label { display: grid; gap: .15rem; font-size: .875rem; color: var(--soft); } label.check { display: flex; gap: .4rem; align-items: center; min-height: 2.4rem; }
input, select, button { min-height: 2.4rem; padding: .3rem .7rem; font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: .4rem; max-width: 100%; }
input[type=checkbox] { min-height: 0; } input[type=number] { width: 8rem; } button { cursor: pointer; color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; } caption { text-align: left; color: var(--soft); }
th, td { padding: .4rem .6rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; font-variant-numeric: tabular-nums; } th { color: var(--soft); font-weight: 600; }
a { color: var(--act); }
td button { min-height: 2rem; margin: 0 .3rem .2rem 0; } .good { color: var(--good); } .bad { color: var(--bad); } .empty { color: var(--soft); margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .85rem; max-height: 20rem; overflow: auto; }
dialog { width: min(46rem, 96vw); color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: .75rem; }
iframe { width: 100%; height: 24rem; border: 1px solid var(--line); background: #fff; margin-top: .75rem; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .5rem; }
#status { min-height: 1.5rem; margin: 0 0 .5rem; }
`;
