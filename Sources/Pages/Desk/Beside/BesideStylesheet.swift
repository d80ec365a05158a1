extension Stylesheet {
    /// What stands beside a conversation. It is served behind ``desk``, in the same file.
    public static let beside: StaticString = """
        .says{list-style:none;padding:0;margin:0 0 9px}\
        .desk .says .say{display:block;width:100%;text-align:start;margin:0 0 3px;padding:6px 9px;border:1px solid var(--l);border-radius:6px;\
        background:var(--c);color:inherit;font:inherit;font-weight:400;cursor:pointer}\
        .desk .says .say:hover{border-color:var(--a);background:var(--s)}\
        #phrases:has([value=b1]:checked) .a2,#phrases:has([value=a2]:checked) .b1{display:none}\
        #phrases .moment{border-top:1px solid var(--l)}#phrases .choices{display:flex;flex-wrap:wrap}\
        #phrases fieldset{border:0;padding:0;margin:0}\
        .places{list-style:none;padding:0;margin:0 0 12px}\
        .places>li{border-top:1px solid var(--l);padding:6px 0}\
        .places>li>p{margin:0;display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline}\
        .places>li>p>:last-child:not(:first-child){margin-inline-start:auto}\
        .places .number{font-size:1.125rem;font-weight:700;font-variant-numeric:tabular-nums;white-space:nowrap}\
        .held .outward,.held li:has(>.outward){display:none}\
        .desk .put.line{min-height:30px;padding:2px 12px;font-size:.875rem;margin:3px 0}\
        .windows summary{font-weight:400}.windows summary span{display:inline}\
        .windows summary .next{display:block;margin:3px 0 0 1.1em}\
        .windows .hours{font-variant-numeric:tabular-nums}.windows details{border-top:1px solid var(--l)}\
        .knowledge summary span{display:block}\
        .knowledge summary span{font-size:.875rem;font-weight:400;color:var(--q)}\
        .knowledge .number{font-weight:700;white-space:nowrap}\
        .knowledge ul:not(.says,.links){padding-inline-start:18px}\
        .links{list-style:none;padding:0}.links a{display:inline-flex;align-items:center;min-height:30px}\
        #register select{width:100%}\
        @media(pointer:coarse){.desk .put.line,.desk .says .say,.links a,.places a{min-height:48px}}
        """
}
