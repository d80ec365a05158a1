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
          const form = document.getElementById('compose')
          const field = () => form && form.querySelector('.typed > .writing textarea')
          let box = field()
          const show = (id, on) => { const part = document.getElementById(id); if (part) part.hidden = !on }
          // What may have arrived, without a word back, keeps its slip: sent again, it is the same message.
          let fetching = false, asked = false, isUnsure = false
          const heard = () => talk.querySelectorAll('.theirs').length
          // That something came is said until it was seen: the page in sight, and what came on it, for as long as it takes to read a line.
          let inSight = false, seen
          const settle = () => {
            clearTimeout(seen)
            if (say.textContent && inSight && !document.hidden) seen = setTimeout(() => { say.textContent = '' }, 6000)
          }
          const watcher = new IntersectionObserver(sights => {
            inSight = sights.at(-1).isIntersecting
            settle()
          })
          const tell = isNew => {
            if (isNew) say.textContent = say.dataset.say
            watcher.disconnect()
            inSight = false
            const last = [...talk.querySelectorAll('.theirs')].at(-1)
            if (last) watcher.observe(last)
          }
          document.addEventListener('visibilitychange', settle)
          // Where one writes, and what else can be done, as it is by now. What was typed stays, and so does the place of the keyboard.
          const instead = (old, next) => {
            const at = old.contains(document.activeElement) && document.activeElement
            old.replaceWith(document.adoptNode(next))
            if (!at) return
            next.tabIndex = -1
            const same = [...next.querySelectorAll('button')].find(one => one.value === at.value)
            ;(same || field() || next).focus({preventScroll: true})
          }
          const follow = page => {
            const old = form.querySelector('.typed'), next = page.querySelector('#compose .typed')
            if (!box !== !next.querySelector(':scope > .writing')) {
              const typed = old.querySelector('textarea').value
              instead(old, next)
              box = field()
              next.querySelector('textarea').value = typed
              if (typed.trim()) show('kept', true)
            }
            const acts = document.getElementById('acts'), now = page.getElementById('acts')
            if (!acts.isEqualNode(now)) instead(acts, now)
          }
          const put = page => {
            const next = page && page.getElementById('talk')
            if (!next) return false
            const before = heard()
            talk.replaceChildren(...[...next.childNodes].map(one => document.adoptNode(one)))
            tell(heard() > before)
            if (form) follow(page)
            rest()
            if (form && !isUnsure) form.elements.ticket.value = page.getElementById('compose').elements.ticket.value
            return true
          }
          // What is sent stays in the field until it arrived. Sent twice, it is one message.
          const send = () => {
            const typed = box
            if (typed.readOnly) return
            typed.readOnly = true
            const body = new URLSearchParams(new FormData(form))
            body.append('go', 'send')
            const request = new XMLHttpRequest()
            request.open('POST', form.getAttribute('action'))
            request.responseType = 'document'
            request.onloadend = () => {
              typed.readOnly = false
              isUnsure = !request.status
              show('unsent', isUnsure)
              if (request.status === 200 && request.response && request.response.getElementById('talk')) {
                typed.value = ''
                put(request.response)
                if (box) box.focus({preventScroll: true})
              } else if (request.status) {
                form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: 'go', value: 'send'}))
                form.submit()
              }
            }
            request.send(body)
          }
          if (form) form.addEventListener('submit', event => {
            if (!box || !event.submitter || event.submitter.value !== 'send' || !box.value.trim()) return
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
          // Where nothing can be written for a while: at its end it is looked whether it can be again.
          let ends
          const rest = () => {
            const part = form && form.querySelector('[data-left]')
            if (!part) { clearTimeout(ends); ends = null }
            if (part && !ends) ends = setTimeout(() => { ends = null; fresh() }, (Number(part.dataset.left) + 1) * 1000)
          }
          rest()
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
