extension Stylesheet {
    /// What the board adds to ``desk``: big numbers, and bars of how long people wait. On a wall it grows with the screen.
    public static let board: StaticString = """
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:12px}\
        .desk dl.figures>div{display:block;padding:9px 12px;border:1px solid var(--l);border-radius:6px;background:var(--c)}\
        .desk .figures dt{display:block;color:inherit}\
        .figures dd{margin:0;font-size:2rem;line-height:1.2;font-weight:700;font-variant-numeric:tabular-nums;white-space:nowrap}\
        .desk dl.figures>.well{background:var(--s);border-color:var(--a)}\
        .desk dl.figures>.longer{background:var(--z);border-color:var(--y)}.figures .longer dd{color:var(--y)}\
        .desk dl.figures>.pressing{border:2px solid var(--u)}.figures .pressing dd{color:var(--u)}\
        .board-parts{display:grid;grid-template-columns:minmax(0,1fr);gap:0 24px}\
        .bars .bar-of{width:45%}\
        .bars .lasts{height:18px;border-radius:3px;background:var(--a)}.bars .late{background:var(--y)}\
        .desk .bars .row-of{background:var(--p);border-radius:3px}\
        .desk .bars .figure,.bars thead th{white-space:nowrap}\
        .desk .counts table{max-width:52rem}\
        @media(forced-colors:active){.bars .lasts{border:9px solid}}\
        @media(min-width:64em){.board-parts{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}}\
        @media(max-width:48em){.desk .bars tr{display:grid;grid-template-columns:minmax(0,auto) minmax(0,auto) minmax(0,1fr);gap:0 6px}.desk .bars tbody tr td.figure{white-space:normal}.desk .bars tbody tr td{padding:3px 6px;min-height:0;white-space:normal}\
        .desk .bars td.bar-of{grid-column:1/-1;width:auto;padding:6px 12px}}\
        @media(min-width:64em){.desk main:has(.wall){max-width:none}.wall{font-size:clamp(.9375rem,1.05vw,2.25rem)}\
        .wall .figures{gap:1vw;grid-template-columns:repeat(7,1fr)}.wall .figures dd{font-size:clamp(2rem,4.4vw,8rem)}.desk .wall .figures dt{font-size:1.1em}\
        .wall .bars .lasts{height:1.2em}.desk .wall :is(th,td,caption){padding:.35em .6em}.desk .wall :is(thead th,h2){font-size:1em}}
        """
}
