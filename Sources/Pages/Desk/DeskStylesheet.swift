extension Stylesheet {
    /// What the workbench adds to ``full``: denser, in calm greys, one accent for what is the worker's own and one for what waits long.
    public static let desk: StaticString = """
        .desk{--p:#f4f6f6;--c:#fff;--q:#4d5a61;--l:#cbd3d6;--y:#7a4300;--z:#fdf0db;font-size:.9375rem;line-height:1.45}\
        @media(prefers-color-scheme:dark){.desk{--p:#13191b;--c:#1b2326;--q:#aab6ba;--l:#3b484d;--y:#f3c27a;--z:#33291a}}\
        .desk main{max-width:96rem;padding:12px 18px 24px;min-height:0}\
        .desk :is(h1,h2,h3){margin:18px 0 6px}\
        .desk h1{font-size:1.3125rem;margin:6px 0}\
        .desk h2{font-size:1.0625rem}\
        .desk h3{font-size:.9375rem}\
        .desk :is(p,ul,ol,dl){margin:0 0 12px}\
        .desk :is(small,.quiet,.mark,dt,footer){font-size:.875rem}\
        .desk .lead{color:inherit}\
        .desk section>ul>li>a{display:inline-block;padding:3px 0}\
        .bar{display:flex;align-items:flex-start;gap:0 12px;padding:0 18px;border-bottom:1px solid var(--l);background:var(--c)}\
        .bar a{display:inline-flex;align-items:center;gap:6px;min-height:42px;padding:0 3px}\
        .bar nav{display:flex;flex-wrap:wrap;gap:0 6px;font-size:.875rem}\
        .bar .brand{font-weight:700;color:inherit;text-decoration:none}\
        .signed{display:flex;align-items:center;gap:0 12px;min-height:42px;margin-inline-start:auto}\
        .bar .skip{position:absolute;inset-inline-start:-99em}\
        .bar .skip:focus{inset-inline-start:6px;inset-block-start:3px;padding:0 9px;z-index:9;background:var(--p)}\
        .bar [aria-current]{color:inherit;font-weight:700;text-decoration:none;box-shadow:inset 0 -3px var(--a)}\
        .signout{display:flex;align-items:center;gap:12px}\
        .signout span{max-width:9rem;font-size:.8125rem;line-height:1.25;text-align:end;overflow-wrap:anywhere}\
        .desk :is(button,.go,.call,.out){display:inline-block;min-height:36px;padding:6px 18px;margin:0 6px 6px 0;border-radius:6px}\
        .desk :is(.go,.line){border-radius:99px}\
        .signout button.line{margin:3px 0;padding-inline:12px;white-space:nowrap}\
        .desk :is(.urgent,.good,.card){padding:12px;margin:0 0 12px;border-radius:6px}\
        .desk details.card{padding:0 12px}\
        .alarm h2,.alarm a{color:var(--u)}\
        .done{background:var(--s);border-inline-start:3px solid var(--a);padding:6px 12px;margin:0 0 12px}\
        .done h2{font-size:1rem}\
        .done p{margin:3px 0 0}\
        .careful p{margin:0 0 6px}\
        .careful{background:var(--z);border:1px solid var(--y);border-inline-start-width:6px;border-radius:6px;padding:12px;margin:0 0 12px}\
        .careful h2{color:var(--y)}\
        .careful>:last-child{margin-bottom:0}\
        .desk :is(.urgent,.good,.alarm,.careful,.done) h2{margin:0 0 3px}\
        .desk summary{padding:6px 0}\
        .desk :is(.field input,select,textarea){min-height:36px;padding:6px 9px;border-radius:6px;margin:3px 0 12px}\
        .desk :is(.field,.writing,form p,main>p,.choices,select){max-width:46rem}\
        .desk fieldset{min-inline-size:0}\
        .desk .writing textarea{min-block-size:4.5rem;padding:6px 9px;margin:3px 0 12px;border-radius:6px}\
        .desk .reply .writing textarea{min-block-size:12rem}\
        .desk .choices{gap:6px;margin:6px 0 12px}\
        #phone .choices{grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))}\
        .desk .choices label{min-height:36px;padding:3px 9px;gap:9px;border-radius:6px}\
        .desk .choices input{width:18px;height:18px}\
        .desk .call b{font-size:1.125rem}\
        .desk .on{gap:6px}\
        .desk .problem{margin:0 0 3px}\
        .tell{display:flex;flex-wrap:wrap;align-items:center;gap:0 18px}\
        .tell p{margin:0}\
        .desk .row{display:flex;gap:6px 18px}\
        .desk :is(dl div,section>details:not([class])){padding:3px 0}\
        .desk dt{flex-basis:8rem}\
        .desk .door{width:72px}\
        .narrow{max-width:34rem}\
        .bar:not(:has(nav))~main .narrow{margin:24px auto}\
        .empty{display:flow-root;max-width:34rem;padding:18px;border:1px solid var(--l);border-radius:6px;background:var(--c)}\
        .empty h2{margin-top:0}\
        .desk table{width:100%;border-collapse:collapse;background:var(--c);border:1px solid var(--l);margin:0 0 18px}\
        caption{text-align:start;font-weight:700;padding:6px 0}\
        .desk :is(th,td){text-align:start;vertical-align:middle;padding:6px 12px;border-top:1px solid var(--l);font-weight:400}\
        .desk :is(td,tbody th){max-width:30rem;overflow-wrap:break-word}\
        thead th{color:var(--q);font-size:.875rem}\
        .desk tbody th{font-weight:700}\
        .desk .figure{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}\
        tr.own{background:var(--s)}\
        tr.arrived{box-shadow:inset 3px 0 var(--a)}\
        tbody tr:focus-within{outline:2px solid var(--a);outline-offset:-2px}\
        .desk td button.line{margin:0 6px 0 0;padding-inline:12px}\
        .doing{white-space:nowrap}\
        @media(min-width:75em){#queue td:first-of-type{white-space:nowrap}}\
        .open{display:inline-block;padding:6px 0;margin-inline-end:12px;font-weight:600}\
        .column{display:none}\
        .marks{display:flex;flex-wrap:wrap;gap:3px 18px}\
        .sign.danger{color:var(--u);font-weight:700}\
        .sign.danger::before{content:"\\25B2  "/""}\
        .sign.alarm{color:var(--u)}\
        .sign.alarm::before{content:"\\25A0  "/""}\
        .sign.soon{font-weight:700}\
        .sign.soon::before{content:"\\25C6  "/""}\
        .sign.own{color:var(--a);font-weight:700}\
        .sign.own::before{content:"\\25CF  "/""}\
        .sign.long{color:var(--y);background:var(--z);padding:0 6px;border-radius:3px;font-weight:700}\
        .sign.long::before{content:"\\25F7  "/""}\
        td .sign+.sign{display:block}\
        .spoken{background:var(--c);border:1px solid var(--l);border-radius:6px;padding:6px 12px 9px;margin:0 0 9px;max-width:46rem}\
        .spoken.ours{background:var(--s);margin-inline-start:36px}\
        .card .spoken.ours{margin-inline-start:0}\
        .spoken .who{margin:0;color:var(--q);font-size:.875rem}\
        #said{max-width:46rem}\
        .words{white-space:pre-wrap;overflow-wrap:anywhere}\
        #others{padding:0 6px}\
        #others ul{list-style:none;padding:0}\
        #others li{padding:6px;border-top:1px solid var(--l);font-size:.875rem}\
        #others li a{display:block;padding:3px 0;font-size:.9375rem;font-weight:600}\
        #others li:has([aria-current]){background:var(--c);box-shadow:inset 3px 0 var(--a)}\
        #others li .sign{display:block;width:fit-content}\
        .act{border-top:1px solid var(--l)}\
        .reply{max-width:46rem;margin-top:18px}\
        td .groups{font-size:1rem;margin:0}\
        .groups{display:flex;flex-wrap:wrap;gap:3px 18px;font:600 1.25rem/1.4 ui-monospace,monospace}\
        .address{overflow-wrap:anywhere}\
        kbd{font:inherit;font-weight:700;border:1px solid var(--l);border-radius:3px;padding:0 6px;background:var(--c)}\
        .desk footer{max-width:96rem;margin:auto;padding:6px 18px}\
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
        [hidden]{display:none}\
        #offer .good{max-width:46rem;border-inline-start:6px solid var(--a)}\
        #offer form{margin:0 0 -6px}#offer p{margin:0 0 6px}\
        #offer.aside:not(:empty){position:sticky;inset-block-end:0;z-index:3;padding:0 18px;display:flex;justify-content:flex-end}\
        #offer.aside .good{margin:0 0 12px;box-shadow:0 0 0 1px var(--a);flex:0 1 28rem}\
        html:has(#offer.aside:not(:empty)){scroll-padding-block-end:14rem}\
        #foot{display:flex;flex-wrap:wrap;gap:0 36px;align-items:flex-start}#sound button{margin:0}\
        @media(pointer:coarse){.desk :is(button,.go,.call,.out,.bar a,summary,.open,.choices label,input){min-height:48px}}\
        @media(min-width:64em){#said{display:flex;flex-direction:column-reverse;max-height:56vh;overflow:auto;padding:3px}.panes{display:grid;grid-template-columns:minmax(0,1fr) minmax(20rem,30rem);gap:24px;align-items:start}\
        .panes :is(aside,#others){position:sticky;inset-block-start:6px;max-height:98vh;overflow:auto}#others{grid-column:1/-1}}\
        @supports selector(::details-content){@media(min-width:64em){.fold,.fold::details-content{display:contents}.fold>summary{display:none}}}\
        @media(min-width:78em){.panes:has(#others){grid-template-columns:11rem minmax(0,1fr) minmax(18rem,27rem)}\
        .panes #others{grid-column:1;grid-row:1;margin-inline-start:-6px}}\
        @media(max-width:48em){#offer.aside section>p:last-of-type{display:none}\
        .desk :is(table,tbody,tr,th,td,caption){display:block}.desk thead{display:none}\
        .desk table{border:0;background:none}\
        .desk tbody tr{border:1px solid var(--l);border-radius:6px;background:var(--c);padding:6px 0;margin:0 0 12px}\
        .desk tr.own{background:var(--s)}\
        .desk :is(td,tbody th){border:0;padding:3px 12px;text-align:start;max-width:none}.desk tr .figure{text-align:start;white-space:normal}\
        .desk tbody tr td{position:relative;padding-inline-start:7rem;min-height:1.45em}\
        .desk tbody tr td.doing{padding-inline-start:12px;white-space:normal}.desk td:empty{display:none}\
        .desk .column{display:block;position:absolute;inset-inline-start:12px;width:6rem}.spoken.ours{margin-inline-start:12px}\
        .bar{display:block}.bar nav{display:inline}.bar a{vertical-align:top}.bar nav a,.bar .brand{margin-inline-end:12px}\
        .signed{justify-content:space-between}.signed>:only-child{margin-inline-start:auto}\
        .desk main,.bar{padding-inline:12px}\
        #queue tbody tr{display:flex;flex-wrap:wrap;gap:0 12px;padding:6px 9px;margin:0 0 6px}\
        #queue .doing :is(.open,button){margin:0 6px 0 0}\
        #queue :is(td,tbody th){padding:0;min-height:0}\
        #queue :is(tbody th,.column){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
        #queue td.figure{margin-inline-start:auto}\
        #queue td:nth-child(4){order:2;color:var(--q)}\
        #queue td:nth-child(5){order:1;flex:1 1 0;min-width:9rem;display:flex;flex-wrap:wrap;gap:0 12px;align-content:start}\
        #queue .doing{order:3;flex:1 1 100%}}\
        @media(min-width:27em) and (max-width:48em){#queue .figure:has(.sign) .column{position:static;clip-path:none;margin-inline-end:6px}}
        """
}
