extension Stylesheet {
    /// What only the pages need on which a person writes, reads what is theirs, or sees their code.
    static let writing: StaticString = """
        .writing textarea{display:block;width:100%;padding:12px 16px;margin:8px 0 16px;font:inherit;color:inherit;\
        border:1px solid var(--q);border-radius:12px;background:var(--c);resize:vertical;field-sizing:content;min-block-size:11rem}\
        .few textarea{min-block-size:6rem}\
        .points h2{font-size:1.125rem;margin:20px 0 4px}\
        .points p{margin:0}\
        .points+*{margin-top:24px}\
        .offline:empty{display:none}\
        .call-me{border:1px solid var(--l);border-radius:12px;padding:16px;margin-top:-8px}\
        .call-me legend{padding:0 8px}\
        @supports selector(:has(*)){.contact:not(:has([value=call]:checked)) .call-me{display:none}}\
        .code h2{font-size:1rem;font-weight:600;color:var(--q);margin:24px 0 8px}\
        .code ol{font-size:1.375rem;font-weight:600;line-height:1.7;margin:0}\
        .digits{display:flex;flex-wrap:wrap;gap:4px 20px;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}\
        .digits span{white-space:nowrap}\
        .apart{margin-top:48px}\
        .day>h2{font-size:1.125rem;margin:24px 0 12px}\
        .talk,.acts ul{list-style:none;padding:0}\
        .talk .quiet{margin:0 0 4px}\
        .theirs{margin-inline-end:10%}\
        .yours{margin-inline-start:10%}\
        .said{white-space:pre-wrap;overflow-wrap:anywhere;padding:12px 16px;border:1px solid var(--l);border-radius:12px;background:var(--c)}\
        .theirs .said{background:var(--s);border-color:var(--s)}\
        .acts{margin-top:48px;border-top:1px solid var(--l)}\
        .acts li{margin-bottom:16px}\
        .acts button{width:100%;margin:0;text-align:start}\
        .acts small{margin:4px 20px 0}\
        .leave{background:var(--s)}\
        .room h2{font-size:1.25rem}\
        .each{list-style:none;padding:0;margin:0}\
        .each li+li{margin-top:8px}\
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
        .room .acts,.plainly{margin-top:0;border-top:0}\
        .either{gap:0 16px}\
        .either button{flex:1 1 14rem}\
        .final{border-color:var(--u);color:var(--u)}\
        .tracks{list-style:none;padding:0}\
        .tracks li{border-top:1px solid var(--l);padding:12px 0;display:grid;grid-template-columns:8rem 1fr;gap:4px 12px;align-items:center}\
        .tracks p{grid-column:1/-1;margin:0}\
        .way{display:flex;gap:4px;max-width:12rem}\
        .way span{flex:1;height:12px;border:2px solid var(--a);border-radius:3px}\
        :is(.way.n1 :nth-child(1),.way.n2 :nth-child(-n+2),.way.n3 span){background:var(--a)}\
        @media(forced-colors:active){:is(.way.n1 :nth-child(1),.way.n2 :nth-child(-n+2),.way.n3 span){border-width:6px}}
        """

    /// What a browser without scripts does not show while the page is fetched anew by itself: where one types, because it would be lost.
    public static let watching: StaticString = ".typed{display:none}"
}
