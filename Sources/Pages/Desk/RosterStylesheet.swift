extension Stylesheet {
    /// What the pages of the roster add to ``desk``: rows of a day, in shares of half an hour. Nobody there is hatched, so that it shows without
    /// colour.
    public static let roster: StaticString = """
        .wk-day{display:grid;grid-template-columns:minmax(0,1fr);gap:3px 18px;border-top:1px solid var(--l);padding:9px 0}\
        .desk .wk-day h3{margin:0}\
        .wk-day.past{color:var(--q)}\
        .wk-day p,.wk-day ul,.wk-day details{margin:0;padding:0}\
        .row-of{display:flex;min-width:0}\
        .row-of>*{min-width:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;box-sizing:border-box}\
        .ticks{font-size:.8125rem;line-height:1.3;color:var(--q);font-variant-numeric:tabular-nums}\
        .band{font-size:.8125rem;line-height:24px;height:24px;font-weight:700;text-align:center;border-radius:3px;overflow:hidden}\
        .band .none,.key .none{background:repeating-linear-gradient(135deg,var(--z) 0 5px,var(--l) 5px 7px);color:var(--y);box-shadow:inset 0 0 0 1px var(--y)}\
        .band .alone,.key .alone{background:var(--s);box-shadow:inset 0 0 0 1px var(--a)}\
        .band .more,.key .more{background:var(--a);color:var(--c)}\
        .lane{font-size:.8125rem;line-height:20px}\
        .lane .shift{background:var(--c);box-shadow:inset 0 0 0 1px var(--q);border-radius:3px;text-indent:6px;margin-top:3px}\
        .lane .shift.own{background:var(--s);box-shadow:inset 3px 0 var(--a),inset 0 0 0 1px var(--a)}\
        .wk-told ul{list-style:none}\
        .wk-told li{display:flex;align-items:center;gap:6px;border-top:1px solid var(--l);padding:3px 0}\
        .wk-told li span:first-child{flex:1;min-width:0;overflow-wrap:anywhere}\
        .desk .wk-told li button{margin:0;padding-inline:12px}\
        .sign.nobody{color:var(--y);font-weight:700}\
        .sign.nobody::before{content:"\\25A8  "/""}\
        .key{display:flex;flex-wrap:wrap;gap:3px 18px;font-size:.875rem}\
        .key i{display:inline-block;width:24px;height:12px;margin-inline-end:6px;border-radius:2px}\
        @media(forced-colors:active){.band>*,.lane .shift,.key i{border:1px solid}}\
        .desk #plan{margin-top:18px}\
        .steps{display:flex;flex-wrap:wrap;align-items:center;gap:0 18px}\
        .steps a{display:inline-block;padding:6px 0}\
        .steps [aria-current]{color:inherit;font-weight:700;text-decoration:none}\
        .desk .glance{display:table;max-width:46rem;table-layout:fixed}\
        .desk .glance caption{display:table-caption}.desk .glance thead{display:table-header-group}\
        .desk .glance tbody{display:table-row-group}.desk .glance tr{display:table-row}\
        .desk .glance :is(th,td){display:table-cell;padding:3px;text-align:center;border:1px solid var(--l);overflow:hidden}\
        .desk .glance tr>:first-child{width:22%;text-align:start;padding-inline:6px}\
        .desk .glance tbody tr td{padding:3px;font-size:.875rem;font-variant-numeric:tabular-nums}\
        .glance a{display:block;padding:6px 0}\
        .desk .glance .gap{background:var(--z);color:var(--y);font-weight:700}\
        .desk .glance .bare{background:repeating-linear-gradient(135deg,var(--z) 0 7px,var(--l) 7px 9px);color:var(--y);font-weight:700}\
        .desk .glance .full{background:var(--s)}\
        .desk .glance .gone{color:var(--q)}\
        .desk .glance tr.here{box-shadow:inset 3px 0 var(--a)}\
        .desk .few-columns .choices{grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr))}\
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 12px}\
        .n1{flex:1}.n2{flex:2}.n3{flex:3}.n4{flex:4}.n5{flex:5}.n6{flex:6}.n7{flex:7}.n8{flex:8}.n9{flex:9}.n10{flex:10}\
        .n11{flex:11}.n12{flex:12}.n13{flex:13}.n14{flex:14}.n15{flex:15}.n16{flex:16}.n17{flex:17}.n18{flex:18}.n19{flex:19}.n20{flex:20}\
        .n21{flex:21}.n22{flex:22}.n23{flex:23}.n24{flex:24}.n25{flex:25}.n26{flex:26}.n27{flex:27}.n28{flex:28}.n29{flex:29}.n30{flex:30}\
        .n31{flex:31}.n32{flex:32}.n33{flex:33}.n34{flex:34}.n35{flex:35}.n36{flex:36}.n37{flex:37}.n38{flex:38}.n39{flex:39}.n40{flex:40}\
        .n41{flex:41}.n42{flex:42}.n43{flex:43}.n44{flex:44}.n45{flex:45}.n46{flex:46}.n47{flex:47}.n48{flex:48}.n49{flex:49}.n50{flex:50}\
        @media(min-width:64em){.wk-day{grid-template-columns:13rem minmax(0,1fr) 18rem}.wk-told{padding-top:12px}\
        .wk-day h3{padding-top:18px}}
        """
}
