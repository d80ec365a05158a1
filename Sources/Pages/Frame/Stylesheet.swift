/// How every public page looks: paper, ink, one teal accent, warm light for what is good to know, red only for danger and running time.
///
/// Nothing moves, sizes follow the reader's own, and all sides are logical, so that a page can be read from right to left.
/// The text stands in the page itself, so that the first page is one request; the policy header allows it by its hash.
public enum Stylesheet {
    /// The content of the one `style` element, byte for byte.
    public static let inline: StaticString = """
        :root{color-scheme:light dark;--p:#fbf8f3;--c:#fffdfa;--i:#1f2a2e;--q:#51606a;--a:#0b5560;--h:#083e46;--s:#ddebea;\
        --w:#f6e7cf;--u:#9b1c1c;--v:#fcecea;--l:#ddd5c8}\
        @media(prefers-color-scheme:dark){:root{--p:#12191c;--c:#182226;--i:#edeae4;--q:#a9b5b8;--a:#7fc8c6;--h:#a9dedc;\
        --s:#1e2b2e;--w:#33291a;--u:#ffb4a8;--v:#3a1613;--l:#39474b}}\
        *{box-sizing:border-box}\
        html{scroll-padding:80px}\
        body{margin:0;background:var(--p);color:var(--i);font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}\
        .top,main,footer{max-width:38rem;margin:auto;padding:8px 16px}\
        main{padding-bottom:48px;min-height:60vh;outline:0}\
        h1,h2,h3{line-height:1.2;margin:40px 0 12px}\
        h1{font-size:1.75rem;margin:8px 0 16px}\
        h2{font-size:1.375rem}\
        p,ul,ol,dl{margin:0 0 16px}\
        ul,ol{padding-inline-start:1.25em}\
        small,.quiet,.mark,dt,footer{display:block;font-size:1rem;font-weight:400;color:var(--q)}\
        a{color:var(--a)}\
        :focus-visible{outline:3px solid var(--a);outline-offset:2px}\
        .lead,.ways p{color:var(--q)}\
        .top,.on,.row,dl div,footer ul{display:flex;flex-wrap:wrap;gap:0 12px}\
        .top{font-size:1rem;padding-inline-end:8.5rem}\
        .top a,footer a{display:flex;align-items:center;gap:8px;min-height:48px}\
        .top .brand{font-weight:700;color:inherit;text-decoration:none}\
        .brand svg{color:var(--a)}\
        .top .skip{position:absolute;inset-inline-start:-99em}\
        .top .skip:focus{inset-inline-start:16px;z-index:9;background:var(--p)}\
        .exit{position:fixed;inset-block-start:8px;inset-inline-end:max(16px,50vw - 18rem);z-index:8}\
        .urgent,.good,.card,button,.go,.call,.out{padding:16px;border:1px solid var(--l);\
        border-radius:12px;background:var(--c);margin:0 0 16px}\
        button,.go,.call,.out{display:block;font:inherit;font-weight:600;min-height:48px;padding:9px 20px;margin:0 0 12px;\
        border-color:var(--a);background:none;color:var(--a);text-align:center;text-decoration:none}\
        button:hover,.out:hover{background:var(--s)}\
        .go,.call{background:var(--a);color:var(--p)}\
        .go:hover,.call:hover{background:var(--h)}\
        .go,.line{border-radius:99px;padding:11px 28px}\
        .plain{border-color:transparent;text-decoration:underline;font-weight:400;padding:0}\
        .weg,.weg:hover{background:var(--i);color:var(--p);border-color:var(--p);margin:0;margin-inline-start:auto;padding:9px 16px}\
        .call b,.card .number{font-size:1.5rem;font-variant-numeric:tabular-nums}\
        .urgent{background:var(--v);border-color:var(--u)}\
        .urgent :is(h2,a),.problem{color:var(--u)}\
        .urgent .call{background:var(--u);border-color:var(--u);color:var(--v)}\
        .row{align-items:center}\
        .row p{flex:1 1 6em;margin:0}\
        .good{background:var(--w);border-color:transparent}\
        :is(.urgent,.good,.card)>:first-child{margin-top:0}\
        :is(.urgent,.good,.card)>:last-child{margin-bottom:0}\
        .state::before{content:"○ "/""}\
        .is-open{color:var(--a);font-weight:600}\
        .is-open::before{content:"● "/""}\
        .call+small{margin:-4px 0 12px}\
        .out{padding:9px}.out small{font-size:.875rem}\
        dl div,.ways li,section>details:not([class]){border-top:1px solid var(--l);padding:8px 0}\
        details.card{padding:0 16px}\
        dt{flex:0 0 9rem}\
        dd{flex:1 1 12rem;margin:0}\
        summary{padding:10px 0;color:var(--a);font-weight:600}\
        summary span{display:block;font-weight:400;color:var(--i)}\
        .ways,footer ul{list-style:none;padding:0}\
        .ways a{display:block;padding:8px 0;font-weight:600}\
        .ways p{margin:0}\
        fieldset{border:0;padding:0;margin:0 0 16px}\
        legend{padding:0;font-weight:600}\
        .choices{display:grid;gap:12px;margin:12px 0 24px}\
        .choices label{display:flex;gap:12px;align-items:center;font-weight:400}\
        .choices label,.field input,select{padding:12px 16px;min-height:56px;border:1px solid var(--q);border-radius:12px;background:var(--c)}\
        label:has(:checked){background:var(--s);outline:2px solid var(--a)}\
        .choices input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--a)}\
        label{font-weight:600}\
        .field input,select{font:inherit;width:100%;color:inherit;margin-bottom:16px}\
        .hero{display:flow-root}\
        .door{float:inline-end;width:104px;margin-inline-start:12px}\
        .child{font-size:1.25rem}\
        footer{border-top:1px solid var(--l)}\
        .presses{margin:0;background:var(--p)}\
        .keys,.paper{display:none}\
        .js .keys{display:block}\
        body:has(.weg:active) main{visibility:hidden}\
        @media(min-width:40em){body{font-size:1.1875rem}h1{font-size:2.125rem}}\
        @media print{:root{--p:#fff;--c:#fff;--i:#000;--q:#000;--a:#000;--w:#fff;--u:#000;--v:#fff}\
        body{font:8pt/1.25 sans-serif}h1,h2,h3{margin:3pt 0;font-size:10pt}main{columns:2}\
        .top,footer,form,.screen,.door,.ways,.unprinted main,main a:not([href^=tel]){display:none}\
        p,summary,details,dl div,.good.good,.card.card,.urgent{margin:0 0 2pt;padding:0;border:0;min-height:0}.call.call,.out{all:unset;display:block}\
        details:not(.card)::details-content{content-visibility:visible}.unprinted .paper{display:block}}
        """

    /// The same as a file of its own, for a page that links it, with what only pages for writing and reading one's own need.
    public static let full = "\(inline)\(writing)"
}
