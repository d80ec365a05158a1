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
          const form = document.getElementById('compose'), box = form && form.querySelector('textarea')
          const show = (id, on) => { const part = document.getElementById(id); if (part) part.hidden = !on }
          // What may have arrived, without a word back, keeps its slip: sent again, it is the same message.
          let fetching = false, asked = false, isUnsure = false
          const heard = () => talk.querySelectorAll('.theirs').length
          const put = page => {
            const next = page && page.getElementById('talk')
            if (!next) return false
            const before = heard()
            talk.replaceChildren(...[...next.childNodes].map(one => document.adoptNode(one)))
            say.textContent = heard() > before ? say.dataset.say : ''
            if (form && !isUnsure) form.elements.ticket.value = page.getElementById('compose').elements.ticket.value
            return true
          }
          // What is sent stays in the field until it arrived. Sent twice, it is one message.
          const send = () => {
            if (box.readOnly) return
            box.readOnly = true
            const body = new URLSearchParams(new FormData(form))
            body.append('go', 'send')
            const request = new XMLHttpRequest()
            request.open('POST', form.getAttribute('action'))
            request.responseType = 'document'
            request.onloadend = () => {
              box.readOnly = false
              isUnsure = !request.status
              show('unsent', isUnsure)
              if (request.status === 200 && put(request.response)) {
                box.value = ''
                box.focus({preventScroll: true})
              } else if (request.status) {
                form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: 'go', value: 'send'}))
                form.submit()
              }
            }
            request.send(body)
          }
          if (box) form.addEventListener('submit', event => {
            if (!event.submitter || event.submitter.value !== 'send' || !box.value.trim()) return
            event.preventDefault()
            send()
          })
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
              if (request.status === 200 && put(request.response)) show('writing', false)
              if (asked) { asked = false; fresh() }
            }
            request.send()
          }
          const source = new EventSource(talk.dataset.live)
          source.addEventListener('change', fresh)
          // The first lines say where somebody stands; what comes below them stays.
          source.addEventListener('place', event => {
            const said = [...document.querySelectorAll('#place p')]
            JSON.parse(event.data).lines.forEach((line, place) => { if (said[place]) said[place].textContent = line })
          })
          let quiet
          source.addEventListener('writing', () => {
            show('writing', true)
            clearTimeout(quiet)
            quiet = setTimeout(() => show('writing', false), 9000)
          })
          addEventListener('pagehide', () => source.close())
        })()
        """#
}
