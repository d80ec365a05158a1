extension Script {
    /// Shows what the other side says as it comes. Every page works without it; nothing stays in the browser, and what is being typed is not
    /// touched.
    ///
    /// It is served as it stands here, so that anybody can read in the browser what it does.
    /// - Source: security, 'Decided for version 1'; WCAG 2.2, 4.1.3.
    public static let talk: StaticString = #"""
        // Shows what the other side says as it comes. The page works without it, and nothing stays in the browser.
        (() => {
          'use strict'
          const talk = document.getElementById('talk'), say = document.getElementById('news')
          if (!talk || !say || !window.EventSource) return
          let fetching = false, asked = false
          const heard = () => talk.querySelectorAll('.theirs').length
          const fresh = () => {
            if (fetching) { asked = true; return }
            fetching = true
            const request = new XMLHttpRequest()
            request.open('GET', location.pathname)
            request.responseType = 'document'
            // No person asked for this: it does not make a visit last longer.
            request.setRequestHeader('X-Live', '1')
            request.onloadend = () => {
              fetching = false
              const next = request.status === 200 && request.response && request.response.getElementById('talk')
              if (next) {
                const before = heard()
                talk.replaceChildren(...[...next.childNodes].map(one => document.adoptNode(one)))
                say.textContent = heard() > before ? say.dataset.say : ''
              }
              if (asked) { asked = false; fresh() }
            }
            request.send()
          }
          const source = new EventSource(talk.dataset.live)
          source.addEventListener('change', fresh)
          addEventListener('pagehide', () => source.close())
        })()
        """#
}
