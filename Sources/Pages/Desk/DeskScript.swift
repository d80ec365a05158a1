extension Script {
    /// What the workbench does when it may run scripts. Every page works without it, and nothing stays in the browser.
    ///
    /// It is served as it stands here, so that anybody can read in the browser what it does.
    /// - Source: security 2.8, 'Decided for version 1'; WCAG 2.2, 2.1.4, 2.2.1 and 4.1.3.
    public static let desk: StaticString = #"""
        // What the workbench does by itself. Every page works without it, and nothing stays in the browser.
        // Requests that no person asked for carry X-Live: they do not make an entry last longer.
        (() => {
          'use strict'
          const find = id => document.getElementById(id)
          const holds = part => part.contains(document.activeElement)
          const show = (id, on) => { const part = find(id); if (part) part.hidden = !on }
          const byItself = {'X-Live': '1'}
          const title = document.title.replace(/^(\u25CF )?(\(\d+\) )?/, '')

          // Read out once, politely, to who does not see the page.
          const say = words => {
            const place = find('live')
            if (!place || !words) return
            place.textContent = ''
            setTimeout(() => { place.textContent = words }, 50)
          }

          // A soft sound of two tones, made here, where the worker turned it on; at most one in five seconds.
          const wish = find('sound'), isLoud = wish && wish.classList.contains('on-sound') && window.AudioContext
          const hall = isLoud ? new AudioContext() : null
          let rang = 0
          const ring = () => {
            // A browser that waits for a press first stays silent: a sound that comes late says something that is not so.
            if (!hall || hall.state !== 'running' || Date.now() - rang < 5000) return
            rang = Date.now()
            for (const [tone, from] of [[392, 0], [523.25, .22]]) {
              const voice = new OscillatorNode(hall, {frequency: tone}), level = new GainNode(hall, {gain: 0})
              const at = hall.currentTime + from
              level.gain.setValueAtTime(0, at)
              level.gain.linearRampToValueAtTime(.05, at + .06)
              level.gain.exponentialRampToValueAtTime(.0001, at + 1.1)
              voice.connect(level).connect(hall.destination)
              voice.start(at)
              voice.stop(at + 1.2)
            }
          }
          if (hall) {
            for (const act of ['pointerdown', 'keydown']) addEventListener(act, () => hall.resume(), {passive: true})
            // How it sounds, for whoever just turned it on.
            if (location.search === '?n=sound') setTimeout(ring, 400)
          }

          // What is written is kept while it is written: when the hands are still, every few seconds when they are not, and when the page goes
          // out of sight. `rest` is how long to let go by between two times.
          const keeper = (form, read, rest) => {
            const one = {kept: read(), busy: false, stopped: false}
            let going, soon, at = 0
            one.read = read
            one.isKept = () => read() === one.kept
            one.keep = async last => {
              const words = read()
              if (one.stopped || words === one.kept || one.busy && (!last || words === going)) return
              one.busy = true
              going = words
              at = Date.now()
              const body = new URLSearchParams(words)
              body.append('ticket', form.elements.ticket.value)
              body.append('go', 'draft')
              try {
                const answer = await fetch(form.getAttribute('action'), {
                  method: 'POST', body, headers: byItself, redirect: 'manual', keepalive: !!last && String(body).length < 60000})
                const ended = answer.status === 403 || answer.type === 'opaqueredirect'
                show('ended', ended)
                show('unsaved', !answer.ok && !ended)
                if (answer.ok) {
                  const said = await answer.json()
                  one.kept = words
                  find('draft').textContent = said.say
                  if (said.ticket) form.elements.ticket.value = said.ticket
                  if (read() !== words) still()
                }
              } catch (failure) { show('unsaved', true) }
              one.busy = false
            }
            const still = () => {
              clearTimeout(soon)
              soon = setTimeout(one.keep, Math.max(1500, rest - Date.now() + at))
            }
            setInterval(() => { if (Date.now() - at >= rest) one.keep() }, 4000)
            form.addEventListener('input', still)
            form.addEventListener('focusout', () => one.keep())
            document.addEventListener('visibilitychange', () => document.hidden && one.keep(true))
            addEventListener('pagehide', () => one.keep(true))
            return one
          }
          const form = find('work')
          const box = form && form.querySelector('.reply textarea')
          const draft = box && keeper(form, () => new URLSearchParams([[box.name, box.value]]).toString(), 5000)
          // What was said since is put below what stands there. Words in the box stay, and so does the place of whoever writes.
          // An answer that may have arrived, without a word back, keeps its slip: sent again, it is the same answer.
          let reading = false, once = false, unread = false, waiting = 0, isUnsure = false
          const isOffered = () => find('offer') && find('offer').firstElementChild
          const called = () => { document.title = (unread || isOffered() ? '\u25CF ' : '') + (waiting > 0 ? `(${waiting}) ` : '') + title }
          const part = (method, body, headers, done) => {
            const request = new XMLHttpRequest()
            request.open(method, form.getAttribute('action'))
            request.responseType = 'document'
            for (const name in headers) request.setRequestHeader(name, headers[name])
            request.onloadend = () => {
              const page = request.status === 200 && request.response
              done(page && page.getElementById('said') ? page : null, request.status)
            }
            request.send(body)
          }
          const hold = on => form.dispatchEvent(new CustomEvent('hold', {detail: on}))
          const put = page => {
            const said = find('said'), next = page.getElementById('said'), list = said.firstElementChild
            const all = [...next.firstElementChild.children], isAtEnd = said.scrollTop > -60
            all.forEach((one, place) => {
              const old = list.children[place]
              if (!old) list.append(document.adoptNode(one))
              else if (!old.isEqualNode(one)) old.replaceWith(document.adoptNode(one))
            })
            while (list.children.length > all.length) list.lastElementChild.remove()
            said.dataset.count = next.dataset.count
            if (find('reach') && !page.getElementById('reach')) find('reach').remove()
            hold(!!page.getElementById('held'))
            if (!isUnsure) form.elements.ticket.value = page.getElementById('work').elements.ticket.value
            if (isAtEnd) said.scrollTop = 0
          }
          const read = () => {
            if (document.hidden) { unread = true; ring(); return called() }
            if (reading) { once = true; return }
            reading = true
            part('GET', null, {'X-Live': '1', 'X-Part': '1'}, page => {
              reading = false
              if (page) put(page)
              show('news', !page)
              if (once) { once = false; read() }
            })
          }
          const send = () => {
            if (box.readOnly || !box.value.trim()) return
            // A draft that is on its way must not arrive after the answer.
            if (draft.busy) return setTimeout(send, 50)
            draft.stopped = box.readOnly = true
            const body = new URLSearchParams(new FormData(form))
            body.append('go', 'send')
            part('POST', body, {'X-Part': '1'}, (page, status) => {
              draft.stopped = box.readOnly = false
              isUnsure = !page && !status
              show('unsent', isUnsure)
              if (page) {
                put(page)
                box.value = ''
                draft.kept = draft.read()
                find('draft').textContent = page.getElementById('draft').textContent
                box.focus({preventScroll: true})
              } else if (status) {
                // Whatever is the matter, the page itself says it: the same form is sent as a page, and is one answer still.
                const go = Object.assign(document.createElement('input'), {type: 'hidden', name: 'go', value: 'send'})
                draft.stopped = true
                form.append(go)
                form.submit()
              }
            })
          }
          let signed = 0
          const sign = () => {
            if (!find('said').classList.contains('chat') || Date.now() - signed < 4000) return
            signed = Date.now()
            const body = new URLSearchParams([['go', 'writing']])
            fetch(form.getAttribute('action'), {method: 'POST', body, headers: byItself, redirect: 'manual'}).catch(() => {})
          }
          if (box) {
            box.addEventListener('input', sign)
            box.addEventListener('keydown', event => {
              if (event.key !== 'Enter' || !event.ctrlKey && !event.metaKey || event.isComposing) return
              event.preventDefault()
              send()
            })
            form.addEventListener('submit', event => {
              if (event.submitter && event.submitter.value === 'send') {
                event.preventDefault()
                return send()
              }
              draft.stopped = true
              setTimeout(() => { draft.stopped = false }, 9000)
            })
            find('again').addEventListener('click', async event => {
              if (draft.isKept()) return
              event.preventDefault()
              await draft.keep(true)
              if (draft.isKept()) location.reload()
            })
          }

          // What is written during a call is kept while it is written, for the one who writes it, until the call is kept or thrown away.
          const call = find('phone')
          if (call) {
            const written = () => {
              const fields = new URLSearchParams(new FormData(call))
              fields.delete('ticket')
              return fields.toString()
            }
            const notes = keeper(call, written, 0)
            // Notes that are on their way must not arrive after the call was kept or thrown away.
            call.addEventListener('submit', event => {
              notes.stopped = true
              if (!notes.busy) return
              const button = event.submitter
              event.preventDefault()
              const wait = () => notes.busy ? setTimeout(wait, 50) : call.requestSubmit(button)
              wait()
            })
          }

          // The list is fetched anew in its place; whoever is in it with the keyboard stays where they were.
          let fetching = false, asked = false
          const fresh = () => {
            const list = find('fresh') || find('others')
            if (!list || document.hidden) return
            if (fetching) { asked = true; return }
            fetching = true
            const request = new XMLHttpRequest()
            const whole = list.querySelector('a.all')
            request.open('GET', whole ? whole.pathname + '?v=' + location.pathname.split('/').pop() : location.pathname)
            request.responseType = 'document'
            request.setRequestHeader('X-Live', '1')
            request.onloadend = () => {
              fetching = false
              const next = request.status === 200 && request.response && request.response.getElementById(list.id)
              if (next) replace(list, document.adoptNode(next))
              if (asked) { asked = false; fresh() }
            }
            request.send()
          }
          const controls = row => row ? [...row.querySelectorAll('a, button')] : []
          const replace = (list, next) => {
            const at = holds(list) && document.activeElement
            const row = at && at.closest('tr, li')
            const place = row ? controls(row).indexOf(at) : 0
            const order = row ? rows().indexOf(row) : 0
            const known = rows().map(one => one.id)
            list.replaceWith(next)
            for (const one of rows()) if (!known.includes(one.id)) one.classList.add('arrived')
            // Above the rows: a way to one's own, or the list as a whole.
            if (at && !row) return (controls(next).find(one => at.href && one.href === at.href) || find('queue') || find('main')).focus()
            if (!row) return
            const same = controls(find(row.id) || rows()[order] || rows().at(-1))
            const target = same[place] || same[0] || find('main')
            target.focus()
          }

          // Somebody who is offered to the worker comes in a place of its own and goes when the time is over. Whoever types goes on typing.
          let leaving
          const settle = () => {
            clearTimeout(leaving)
            called()
            if (isOffered()) leaving = setTimeout(clear, Number(find('offer').dataset.left) * 1000)
          }
          const clear = () => {
            const place = find('offer')
            const inside = holds(place)
            place.replaceChildren()
            place.dataset.offer = ''
            if (inside) (box || find('main')).focus({preventScroll: true})
            settle()
          }
          const offered = name => {
            const place = find('offer')
            if (!place || place.dataset.offer === name) return
            if (!name) return clear()
            const request = new XMLHttpRequest()
            request.open('GET', place.dataset.live)
            request.responseType = 'document'
            request.setRequestHeader('X-Live', '1')
            request.onloadend = () => {
              const next = request.status === 200 && request.response && request.response.getElementById('offer')
              if (!next || !next.firstElementChild) return
              place.replaceChildren(document.adoptNode(next.firstElementChild))
              place.dataset.offer = next.dataset.offer
              place.dataset.left = next.dataset.left
              say(place.querySelector('h2').textContent)
              ring()
              settle()
            }
            request.send()
          }
          if (find('offer')) {
            settle()
            find('offer').addEventListener('submit', event => {
              const button = event.submitter
              if (!button || !button.value.startsWith('pass-')) return
              event.preventDefault()
              const body = new URLSearchParams(new FormData(event.target, button))
              fetch(event.target.getAttribute('action'), {method: 'POST', body, redirect: 'manual'}).catch(() => {})
              clear()
            })
          }

          // What the server tells: how many wait, what became of this conversation, and when the entry ends.
          const heard = event => {
            let news
            try { news = JSON.parse(event.data) } catch (failure) { return }
            if ('waiting' in news) { waiting = news.waiting; called() }
            if (news.more && box) {
              if (news.count > Number(find('said').dataset.count)) read()
            } else if (news.here || news.more) {
              find('news').textContent = news.here || news.more
              show('news', true)
              say(news.here || news.more)
            }
            if ('held' in news) hold(news.held)
            for (const [id, textContent, className] of news.marks || []) Object.assign(find(id) || {}, {textContent, className})
            if ('there' in news) show('away', !news.there)
            if ('offer' in news) offered(news.offer)
            if (news.say) ring()
            say(news.say)
            if (news.fresh) fresh()
          }
          const over = async () => {
            if (box) await draft.keep(true)
            if (!box || draft.isKept()) location.reload()
            else show('ended', true)
          }
          const line = document.querySelector('link[type="text/event-stream"]')
          if (line && window.EventSource) {
            const source = new EventSource(line.href)
            source.addEventListener('change', heard)
            source.addEventListener('ending', () => {
              if (box) draft.keep()
              if (!find('stay')) return
              show('stay', true)
              say(find('stay').querySelector('p').textContent)
            })
            source.addEventListener('staying', () => show('stay', false))
            source.addEventListener('end', () => { source.close(); over() })
            // Whoever leaves by themself is not told that their entry ended.
            const out = document.querySelector('.signout')
            if (out) out.addEventListener('submit', () => source.close())
            addEventListener('pagehide', () => source.close())
            addEventListener('pageshow', event => { if (event.persisted) location.reload() })
            document.addEventListener('visibilitychange', () => {
              if (document.hidden) return
              if (unread) { unread = false; called(); read() }
              fresh()
            })
            setInterval(fresh, 60000)
          }
          const stay = find('stay') && find('stay').querySelector('form')
          if (stay) stay.addEventListener('submit', async event => {
            event.preventDefault()
            const body = new URLSearchParams(new FormData(stay))
            try {
              const answer = await fetch(stay.getAttribute('action'), {method: 'POST', body, redirect: 'manual'})
              if (answer.ok) { show('stay', false); (box || find('main')).focus() } else over()
            } catch (failure) { show('unsaved', true) }
          })

          // Keys, where the worker turned them on: j and k along the list, c takes, r answers, ? explains.
          const rows = () => [...document.querySelectorAll('#queue tbody tr, #others li')]
          const move = by => {
            const all = rows(), here = all.findIndex(holds)
            const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))
            const target = controls(all[next])[0]
            if (target) target.focus()
          }
          const take = () => {
            const row = rows().find(holds)
            // One's own is opened.
            const at = row && row.querySelector(row.querySelector('.own') ? 'a' : 'button') || document.querySelector('#work .claim')
            at ? at.click() : say(keys.dataset.say)
          }
          const explain = () => {
            keys.open = !keys.open
            if (keys.open) keys.querySelector('summary').focus()
          }
          const keys = find('keys')
          show('foot', true)
          const acts = {j: () => move(1), k: () => move(-1), c: take, r: () => box && box.focus(), '?': explain}
          if (keys && keys.classList.contains('on-keys')) document.addEventListener('keydown', event => {
            const at = event.target
            if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
            if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable) return
            const act = acts[event.key]
            if (!act) return
            event.preventDefault()
            act()
          })
        })()
        """#
}
