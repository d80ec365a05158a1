/// The scripts of the public site. Every page works without them.
public enum Script {
    /// Leaves at once: on the exit button, or on Shift three times within five seconds. The page goes blank first, the server
    /// hears it in passing, and the neutral page takes this page's place in the history. A page that the browser kept alive is fetched anew.
    public static let exit: StaticString = """
        (function(d,w){var o=d.currentScript.dataset.to,f=d.querySelector('.exit'),p=d.querySelector('.presses'),t=[],m=0;\
        if(!f||!o)return;var u=f.action;d.documentElement.classList.add('js');\
        function go(e){e&&e.preventDefault();d.body.textContent='';d.title=' ';\
        try{navigator.sendBeacon(u)}catch(x){}location.replace(o)}\
        d.addEventListener('submit',function(e){if(e.target.action==u)go(e)});\
        d.addEventListener('keydown',function(e){if(e.key!='Shift'){m=e.shiftKey;t=[]}});\
        d.addEventListener('keyup',function(e){if(e.key!='Shift')return;if(m){m=0;return}\
        var n=Date.now();t=t.filter(function(x){return n-x<5e3});t.push(n);\
        if(t.length>2)go();else if(p)p.textContent=p.dataset[t.length]});\
        w.addEventListener('pageshow',function(e){e.persisted&&location.reload()})})(document,window)
        """

    /// Keeps what was typed: without a connection nothing is sent, and the page says so instead of being replaced; a second press within
    /// three seconds does not send twice. Only for forms that have a line for it.
    public static let keep: StaticString = """
        (function(d,n){d.addEventListener('submit',function(e){var f=e.target,o=f.querySelector('.offline');if(!o||e.defaultPrevented)return;\
        if(n.onLine===false){e.preventDefault();o.textContent=o.dataset.say;return}\
        o.textContent='';if(f.dataset.sent){e.preventDefault();return}\
        f.dataset.sent=1;setTimeout(function(){delete f.dataset.sent},3e3)})})(document,navigator)
        """
}
