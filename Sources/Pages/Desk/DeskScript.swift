extension Script {
    /// What the workbench does when it may run scripts. Every page works without it, and nothing stays in the browser.
    ///
    /// - It hears of changes, fetches the list anew in its place, says so politely once, and counts in the title.
    /// - In a conversation it says that something came in, and fetches it only when the worker asks: reading is logged.
    /// - It keeps the answer in the making every five seconds, and before the page is left. When that fails it says so.
    /// - Keys, where the worker left them on: j and k along the list, c takes, r answers, ? explains.
    public static let desk: StaticString = """
        (function(d,w){'use strict';
        function $(i){return d.getElementById(i)}
        var live=$('live'),link=d.querySelector('link[type="text/event-stream"]'),bare=d.title.replace(/^\\(\\d+\\) /,'');
        function show(i,on){var e=$(i);if(e)e.hidden=!on}
        function say(t){if(live){live.textContent='';setTimeout(function(){live.textContent=t},50)}}

        var form=$('work'),box=form&&form.querySelector('.reply textarea'),draft=$('draft'),kept=box?box.value:'',busy=false,leaving=false;
        function fields(){var p=new URLSearchParams();new FormData(form).forEach(function(v,k){if(typeof v=='string')p.append(k,v)});
        p.append('go','draft');return p}
        function keep(last){if(!box||busy&&!last||box.value==kept)return;busy=true;var words=box.value;
        fetch(form.getAttribute('action'),{method:'POST',body:fields(),headers:{'X-Live':'1'},credentials:'same-origin',redirect:'manual',
        keepalive:!!last&&words.length<16000})
        .then(function(r){busy=false;if(!r.ok){var out=!r.status||r.status==401||r.status==403;show('ended',out);show('unsaved',!out);return}
        return r.text().then(function(t){kept=words;show('ended',false);show('unsaved',false);if(draft&&t.length<200)draft.textContent=t})})
        .catch(function(){busy=false;show('unsaved',true)})}
        if(box){setInterval(keep,5000);
        form.addEventListener('submit',function(){leaving=true;setTimeout(function(){leaving=false},9e3)});
        w.addEventListener('pagehide',function(){if(!leaving)keep(true)})}

        var waiting=false,again=false;
        function fresh(){var list=$('fresh');if(!list)return;if(waiting){again=true;return}waiting=true;
        var x=new XMLHttpRequest();x.open('GET',location.pathname+location.search);x.responseType='document';x.setRequestHeader('X-Live','1');
        x.onloadend=function(){waiting=false;var next=x.status==200&&x.responseXML&&x.responseXML.getElementById('fresh');
        if(next){var at=d.activeElement,row=at&&list.contains(at)&&at.closest('tr'),id=row&&row.id,was=at&&at.className;
        list.replaceWith(d.adoptNode(next));
        if(id&&$(id)){var to=was&&$(id).querySelector('[class="'+was+'"]')||stop($(id));if(to)to.focus()}}
        if(again){again=false;fresh()}};
        x.send()}
        function heard(e){var m;try{m=JSON.parse(e.data)}catch(x){return}
        if(typeof m.waiting=='number')d.title=(m.waiting>0?'('+m.waiting+') ':'')+bare;
        if(form)show('news',true);else fresh();if(m.say)say(String(m.say))}
        if(link&&w.EventSource){var source=new EventSource(link.href);
        source.addEventListener('change',heard);
        source.addEventListener('end',function(){source.close()});
        w.addEventListener('pagehide',function(){source.close()});
        w.addEventListener('pageshow',function(e){if(e.persisted)location.reload()})}
        var look=$('again');if(look&&box)look.addEventListener('click',function(e){if(box.value==kept)return;e.preventDefault();keep();
        var n=0,t=setInterval(function(){if(!busy||++n>20){clearInterval(t);if(box.value==kept)location.reload()}},100)});

        function rows(){return [].slice.call(d.querySelectorAll('#queue tbody tr'))}
        function stop(r){return r&&r.querySelector('a,button')}
        function move(by){var all=rows(),i=all.findIndex(function(r){return r.contains(d.activeElement)});
        var to=all[i<0?(by>0?0:all.length-1):Math.min(all.length-1,Math.max(0,i+by))];to=stop(to);if(to)to.focus()}
        function take(){var r=rows().filter(function(x){return x.contains(d.activeElement)})[0];
        var b=r?r.querySelector('button'):d.querySelector('#work .claim');if(b)b.click()}
        var keys=$('keys');
        if(keys&&keys.classList.contains('on-keys'))d.addEventListener('keydown',function(e){var t=e.target;
        if(e.ctrlKey||e.metaKey||e.altKey||e.isComposing||/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)||t.isContentEditable)return;
        if(e.key=='j')move(1);else if(e.key=='k')move(-1);else if(e.key=='c')take();
        else if(e.key=='r'&&box)box.focus();
        else if(e.key=='?'){keys.open=!keys.open;if(keys.open)keys.querySelector('summary').focus()}
        else return;e.preventDefault()});
        })(document,window)
        """
}
