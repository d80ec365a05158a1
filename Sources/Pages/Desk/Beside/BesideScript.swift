extension Script {
    /// What stands beside a conversation, when scripts run: phrases and places go where the cursor is, and phrases can be found by a word.
    /// It is served behind ``desk``, in the same file.
    public static let beside: StaticString = #"""
        // Phrases and places beside a conversation: one press puts them where the cursor stands in the answer. Nothing is sent by it.
        (() => {
          'use strict'
          const box = document.querySelector('#work .reply textarea')
          const find = document.getElementById('find')

          const put = words => {
            const before = box.value.slice(0, box.selectionStart), after = box.value.slice(box.selectionEnd)
            const gap = words.includes('\n') ? '\n' : ' '
            const text = (before && !/\s$/.test(before) ? gap : '') + words + (after && !/^\s/.test(after) ? gap : '')
            const start = box.selectionStart
            box.focus()
            // This way the worker can take it back with undo; where that is not known, the words are set.
            if (!document.execCommand('insertText', false, text)) {
              box.setRangeText(text, start, box.selectionEnd, 'end')
              box.dispatchEvent(new Event('input', {bubbles: true}))
            }
            // What is still to be filled in is chosen, so that typing takes its place.
            const open = /\[[^\]\n]+\]/.exec(text)
            if (open) box.setSelectionRange(start + open.index, start + open.index + open[0].length)
          }
          if (box) document.addEventListener('click', event => {
            const button = event.target.closest('button.put')
            if (!button) return
            event.preventDefault()
            put(button.dataset.put || button.textContent)
          })

          // Somebody may read along by now: what has a number or an address goes at once, and what to keep to stands at the box.
          const work = document.getElementById('work'), careful = document.getElementById('careful')
          if (work) work.addEventListener('hold', event => {
            const isInside = event.detail && document.activeElement.closest('.outward')
            const reach = event.detail && document.getElementById('reach')
            work.classList.toggle('held', event.detail)
            if (reach) reach.remove()
            if (isInside) (box || document.getElementById('main')).focus({preventScroll: true})
            if (!careful || careful.hidden === !event.detail) return
            careful.hidden = !event.detail
            document.getElementById('live').textContent = event.detail ? careful.querySelector('h2').textContent : ''
          })

          const plain = words => words.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
          const show = () => {
            const word = plain(find.value.trim())
            let count = 0
            for (const moment of document.querySelectorAll('#phrases .moment')) {
              const whole = plain(moment.querySelector('summary').textContent).includes(word)
              let any = false
              for (const line of moment.querySelectorAll('li')) {
                line.hidden = !whole && !plain(line.textContent).includes(word)
                if (line.hidden) continue
                any = true
                if (line.offsetParent || getComputedStyle(line).display !== 'none') count += 1
              }
              moment.hidden = !any
              moment.open = any && word !== ''
            }
            const found = document.getElementById('found')
            found.textContent = word ? found.dataset.say.replace('#', count) : ''
          }
          if (find) {
            find.closest('.finding').hidden = false
            find.addEventListener('input', show)
            document.getElementById('phrases').addEventListener('change', () => { if (find.value) show() })
            find.addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault() })
          }
        })()
        """#
}
